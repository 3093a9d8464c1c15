package proxy

import (
	"encoding/json"
	"time"

	"endpointslice.test/reference/internal/protocol"
)

// Measure returns iterations of all steps on a fresh tracker.
func Measure(raw json.RawMessage) (func() (time.Duration, error), error) {
	var input TrackInput
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	return func() (time.Duration, error) {
		steps := make([]Step, len(input.Steps))
		for index, step := range input.Steps {
			step.Slice.Value = step.Slice.Value.DeepCopy()
			steps[index] = step
		}
		tracker, err := NewTracker(&input)
		if err != nil {
			return 0, err
		}
		started := time.Now()
		err = tracker.Run(steps)
		return time.Since(started), err
	}, nil
}
