//go:build kubernetes1.36

package validation

// What the registry says when all rules are written ones.
const (
	wantedWithoutAddress = "endpoints[0].addresses: Required value: must contain at least 1 address"
	wantedRepetitions    = 2
)
