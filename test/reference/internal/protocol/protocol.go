// Package protocol defines the JSON-lines conversation of the reference
// program: one request per line in, one answer per line out, in input order.
package protocol

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"sort"
)

// Request is one case. ID is returned untouched, whatever JSON it is.
type Request struct {
	ID    json.RawMessage `json:"id"`
	Part  string          `json:"part"`
	Input json.RawMessage `json:"input"`
}

// Answer holds exactly one of Output, Panic and Error. Panic carries the text
// of a panic of the reference itself; Error says why the request is unusable.
type Answer struct {
	ID     json.RawMessage `json:"id"`
	Output any             `json:"output,omitempty"`
	Panic  *string         `json:"panic,omitempty"`
	Error  *string         `json:"error,omitempty"`
}

// Part computes the output of one case. A returned error means that the
// request cannot be used, never that the reference reported a failure: those
// belong into the output.
type Part func(input json.RawMessage) (any, error)

// Registry maps part names to their implementation.
type Registry map[string]Part

// Merge joins registries and panics on a name defined twice, which can only be
// a programming error.
func Merge(registries ...Registry) Registry {
	all := Registry{}
	for _, registry := range registries {
		for name, part := range registry {
			if _, taken := all[name]; taken {
				panic(fmt.Sprintf("part %q is defined twice", name))
			}
			all[name] = part
		}
	}
	return all
}

// Names lists the parts in alphabetical order.
func (r Registry) Names() []string {
	names := make([]string, 0, len(r))
	for name := range r {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// missingOutput stands for an output that is JSON null, which omitempty would
// otherwise drop.
var missingOutput = json.RawMessage("null")

// Answer runs one request line and renders the answer line, newline included.
func (r Registry) Answer(line []byte) []byte {
	var request Request
	if err := json.Unmarshal(line, &request); err != nil {
		return render(failure(nil, fmt.Errorf("request is not usable JSON: %w", err)))
	}
	part, known := r[request.Part]
	if !known {
		return render(failure(request.ID, fmt.Errorf("unknown part %q", request.Part)))
	}
	return render(run(request, part))
}

func run(request Request, part Part) (answer Answer) {
	defer func() {
		if cause := recover(); cause != nil {
			text := fmt.Sprint(cause)
			if TracePanics {
				text += "\n" + string(debug.Stack())
			}
			answer = Answer{ID: request.ID, Panic: &text}
		}
	}()
	output, err := part(request.Input)
	if err != nil {
		return failure(request.ID, err)
	}
	if output == nil {
		output = missingOutput
	}
	return Answer{ID: request.ID, Output: output}
}

// TracePanics adds the stack to panic texts; meant for debugging only, because
// stacks differ between builds.
var TracePanics bool

func failure(id json.RawMessage, err error) Answer {
	text := err.Error()
	return Answer{ID: id, Error: &text}
}

func render(answer Answer) []byte {
	if answer.ID == nil {
		answer.ID = missingOutput
	}
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(answer); err != nil {
		buffer.Reset()
		// Only an output that cannot be marshalled gets here; a text can.
		_ = encoder.Encode(failure(answer.ID, fmt.Errorf("output cannot be encoded: %w", err)))
	}
	return buffer.Bytes()
}

// ErrNoInput is returned by Decode when a request carries no input object.
var ErrNoInput = errors.New("request has no input")

// Decode reads the input of a part. Keys of the protocol itself must be known,
// so that a misspelt option cannot be ignored silently; Kubernetes objects in
// Object or List fields may carry anything.
func Decode(input json.RawMessage, into any) error {
	if len(input) == 0 {
		return ErrNoInput
	}
	decoder := json.NewDecoder(bytes.NewReader(input))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("input: %w", err)
	}
	return nil
}

// Object is a Kubernetes object inside an input. Value stays nil for an absent
// field and for JSON null; Given tells the two apart.
type Object[T any] struct {
	Value *T
	Given bool
}

// UnmarshalJSON decodes leniently: unknown fields of the object are ignored.
func (o *Object[T]) UnmarshalJSON(data []byte) error {
	o.Given = true
	return json.Unmarshal(data, &o.Value)
}

// MarshalJSON writes the object, or null.
func (o Object[T]) MarshalJSON() ([]byte, error) { return json.Marshal(o.Value) }

// List is a list of Kubernetes objects inside an input; see Object.
type List[T any] struct {
	Items []*T
	Given bool
}

// UnmarshalJSON decodes leniently: unknown fields of the objects are ignored.
func (l *List[T]) UnmarshalJSON(data []byte) error {
	l.Given = true
	return json.Unmarshal(data, &l.Items)
}

// MarshalJSON writes the list, or null.
func (l List[T]) MarshalJSON() ([]byte, error) { return json.Marshal(l.Items) }
