package mirror

import (
	"encoding/json"
	"fmt"
	"time"

	"endpointslice.test/reference/internal/protocol"
)

// Measure returns iterations of one sync, timed inside the controller from the
// first look into its caches to the moment its worker is free again.
func Measure(raw json.RawMessage) (func() (time.Duration, error), error) {
	var input Input
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	return func() (time.Duration, error) {
		once := input
		once.Endpoints.Value = input.Endpoints.Value.DeepCopy()
		once.Service.Value = input.Service.Value.DeepCopy()
		once.Existing.Items = nil
		for _, slice := range input.Existing.Items {
			once.Existing.Items = append(once.Existing.Items, slice.DeepCopy())
		}
		output, took, err := Sync(&once, true)
		if err == nil && output.Error != nil {
			err = fmt.Errorf("sync failed: %s", *output.Error)
		}
		return took, err
	}, nil
}
