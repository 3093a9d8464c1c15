package validation

import (
	"encoding/json"
	"time"

	"k8s.io/kubernetes/pkg/apis/discovery/validation"
)

// Measure returns iterations of the validation of one defaulted and converted
// slice.
func Measure(raw json.RawMessage) (func() (time.Duration, error), error) {
	var input validateInput
	slice, _, err := input.read(raw, false)
	if err != nil {
		return nil, err
	}
	return func() (time.Duration, error) {
		started := time.Now()
		validation.ValidateEndpointSliceCreate(slice)
		return time.Since(started), nil
	}, nil
}
