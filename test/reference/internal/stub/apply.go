package stub

import discovery "k8s.io/api/discovery/v1"

// Apply returns the slices as they are after the given writes: updates replace
// the slice of that name where it stood (and are appended when there is none),
// deletes remove it, creates are appended.
func Apply(current []*discovery.EndpointSlice, actions []Action) []*discovery.EndpointSlice {
	next := append([]*discovery.EndpointSlice{}, current...)
	for _, action := range actions {
		position := -1
		for index, slice := range next {
			if slice.Name == action.Name {
				position = index
				break
			}
		}
		switch {
		case action.Verb == Delete && position >= 0:
			next = append(next[:position], next[position+1:]...)
		case action.Verb == Delete:
		case position >= 0:
			next[position] = action.Slice
		default:
			next = append(next, action.Slice)
		}
	}
	return next
}
