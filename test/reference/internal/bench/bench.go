// Package bench times the reference alone: decoding, copying and recording are
// outside of what is measured.
package bench

import (
	"encoding/json"
	"fmt"
	"runtime"
	"sort"
	"time"

	"endpointslice.test/reference/internal/mirror"
	"endpointslice.test/reference/internal/protocol"
	"endpointslice.test/reference/internal/proxy"
	"endpointslice.test/reference/internal/service"
	"endpointslice.test/reference/internal/validation"
)

// request is one measurement. The same request may come again and again, so
// that a driver can alternate between programs.
type request struct {
	ID         json.RawMessage `json:"id"`
	Part       string          `json:"part"`
	Input      json.RawMessage `json:"input"`
	Iterations int             `json:"iterations"`
	// Variants are the kinds of hints to time a reconcile with; absent means
	// the Service as given. Other parts know only that one.
	Variants []string `json:"variants"`
	// KeepGarbage leaves out the collection before every iteration.
	KeepGarbage bool `json:"keepGarbage"`
}

// measured is the outcome for one variant, in nanoseconds per iteration.
type measured struct {
	Variant string  `json:"variant"`
	Each    []int64 `json:"each"`
	Min     int64   `json:"min"`
	Median  int64   `json:"median"`
	Mean    int64   `json:"mean"`
}

// Iteration prepares and runs one iteration and returns what the reference
// itself took.
type Iteration = func() (time.Duration, error)

// makers build the iterations of a part from its input.
var makers = map[string]func(input json.RawMessage, variant string) (Iteration, error){
	"reconcile":      service.Measure,
	"mirror":         asGiven(mirror.Measure),
	"proxy":          asGiven(proxy.Measure),
	"validateCreate": asGiven(validation.Measure),
}

func asGiven(make func(input json.RawMessage) (Iteration, error)) func(json.RawMessage, string) (Iteration, error) {
	return func(input json.RawMessage, variant string) (Iteration, error) {
		if variant != service.AsGiven {
			return nil, fmt.Errorf("unknown variant %q", variant)
		}
		return make(input)
	}
}

// Answer runs one request line and renders the answer line.
func Answer(line []byte) []byte {
	return protocol.Registry{"bench": func(raw json.RawMessage) (any, error) {
		return run(raw)
	}}.Answer(wrap(line))
}

// wrap turns a measurement request into a case of the protocol, which then
// takes care of ids, refusals and panics.
func wrap(line []byte) []byte {
	var head struct {
		ID json.RawMessage `json:"id"`
	}
	// An unusable line is refused by run, which sees all of it.
	_ = json.Unmarshal(line, &head)
	wrapped, err := json.Marshal(protocol.Request{ID: head.ID, Part: "bench", Input: line})
	if err != nil {
		return line
	}
	return wrapped
}

func run(raw json.RawMessage) (any, error) {
	var wanted request
	if err := protocol.Decode(raw, &wanted); err != nil {
		return nil, err
	}
	make, known := makers[wanted.Part]
	if !known {
		return nil, fmt.Errorf("part %q cannot be measured", wanted.Part)
	}
	if wanted.Iterations <= 0 {
		return nil, fmt.Errorf("iterations must be positive")
	}
	if len(wanted.Variants) == 0 {
		wanted.Variants = []string{service.AsGiven}
	}
	results := []measured{}
	for _, variant := range wanted.Variants {
		iteration, err := make(wanted.Input, variant)
		if err != nil {
			return nil, err
		}
		result := measured{Variant: variant}
		for range wanted.Iterations {
			if !wanted.KeepGarbage {
				runtime.GC()
			}
			took, err := iteration()
			if err != nil {
				return nil, err
			}
			result.Each = append(result.Each, took.Nanoseconds())
		}
		result.summarise()
		results = append(results, result)
	}
	return results, nil
}

func (m *measured) summarise() {
	ordered := append([]int64{}, m.Each...)
	sort.Slice(ordered, func(a, b int) bool { return ordered[a] < ordered[b] })
	total := int64(0)
	for _, value := range ordered {
		total += value
	}
	m.Min, m.Median, m.Mean = ordered[0], ordered[len(ordered)/2], total/int64(len(ordered))
}
