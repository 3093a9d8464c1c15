// Package casetest puts hand-checked cases to a registry of parts, through the
// same JSON that the program reads and writes.
package casetest

import (
	"encoding/json"
	"testing"

	"endpointslice.test/reference/internal/protocol"
)

// Ask runs one case and decodes its output; any other answer fails the test.
func Ask[T any](t *testing.T, registry protocol.Registry, part, input string) T {
	t.Helper()
	answer := put(t, registry, part, input)
	if answer.Panic != nil || answer.Error != nil {
		t.Fatalf("%s: panic %s, error %s", part, text(answer.Panic), text(answer.Error))
	}
	var output T
	if err := json.Unmarshal(answer.Output, &output); err != nil {
		t.Fatalf("%s: output %s: %v", part, answer.Output, err)
	}
	return output
}

// Panics runs one case in which the reference must panic, and returns the text.
func Panics(t *testing.T, registry protocol.Registry, part, input string) string {
	t.Helper()
	answer := put(t, registry, part, input)
	if answer.Panic == nil {
		t.Fatalf("%s: no panic, output %s, error %s", part, answer.Output, text(answer.Error))
	}
	return *answer.Panic
}

// Refused runs one case that must be refused as unusable, and returns why.
func Refused(t *testing.T, registry protocol.Registry, part, input string) string {
	t.Helper()
	answer := put(t, registry, part, input)
	if answer.Error == nil {
		t.Fatalf("%s: not refused, output %s, panic %s", part, answer.Output, text(answer.Panic))
	}
	return *answer.Error
}

type answer struct {
	ID     json.RawMessage `json:"id"`
	Output json.RawMessage `json:"output"`
	Panic  *string         `json:"panic"`
	Error  *string         `json:"error"`
}

func put(t *testing.T, registry protocol.Registry, part, input string) answer {
	t.Helper()
	request, err := json.Marshal(map[string]any{"id": "case", "part": part, "input": json.RawMessage(input)})
	if err != nil {
		t.Fatalf("%s: input is not JSON: %v", part, err)
	}
	var result answer
	if err := json.Unmarshal(registry.Answer(request), &result); err != nil {
		t.Fatalf("%s: answer is not JSON: %v", part, err)
	}
	if string(result.ID) != `"case"` {
		t.Fatalf("%s: id came back as %s", part, result.ID)
	}
	return result
}

func text(value *string) string {
	if value == nil {
		return "none"
	}
	return *value
}
