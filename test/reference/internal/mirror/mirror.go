// Package mirror drives the EndpointSlice mirroring controller of Kubernetes,
// of which only the controller as a whole is exported.
package mirror

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	corev1 "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	"k8s.io/kubernetes/pkg/api/v1/endpoints"

	"endpointslice.test/reference/internal/protocol"
	"endpointslice.test/reference/internal/stub"
)

// Parts are the parts of this package.
func Parts() protocol.Registry {
	return protocol.Registry{
		"mirror":        mirror,
		"repackSubsets": repackSubsets,
	}
}

// Input is one sync of one Endpoints object.
type Input struct {
	// Endpoints and Service are what the caches hold; null when missing.
	Endpoints protocol.Object[corev1.Endpoints]      `json:"endpoints"`
	Service   protocol.Object[corev1.Service]        `json:"service"`
	Existing  protocol.List[discovery.EndpointSlice] `json:"existing"`

	MaxEndpointsPerSubset int32 `json:"maxEndpointsPerSubset"`

	// Namespace and Name are the key to sync; absent, they are taken from the
	// Endpoints, else from the Service, else from the first slice.
	Namespace *string `json:"namespace,omitempty"`
	Name      *string `json:"name,omitempty"`

	Failures []stub.Failure `json:"failures,omitempty"`
}

// Output is what the first sync did.
type Output struct {
	Creates     []*discovery.EndpointSlice `json:"creates"`
	Updates     []*discovery.EndpointSlice `json:"updates"`
	Deletes     []string                   `json:"deletes"`
	ActionOrder [][2]string                `json:"actionOrder"`
	Events      []stub.Event               `json:"events"`
	Error       *string                    `json:"error"`
}

func mirror(raw json.RawMessage) (any, error) {
	var input Input
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	output, _, err := Sync(&input, false)
	if err != nil {
		return nil, err
	}
	return output, nil
}

// namespaces makes the namespaces of cases unique within and across runs of the
// program; salt keeps them from occurring in the input by chance.
var (
	namespaces atomic.Int64
	salt       = func() string {
		bytes := make([]byte, 8)
		_, _ = rand.Read(bytes)
		return hex.EncodeToString(bytes)
	}()
)

// Sync runs one case in a namespace of its own and returns its outcome with the
// namespace put back, and the time the controller took. Objects of the input
// are changed. Discard turns the recording of writes off.
//
// A namespace of its own is needed because the event sink drops and merges
// events about the same object, and because a failed key comes back to the
// queue a second later.
func Sync(input *Input, discard bool) (*Output, time.Duration, error) {
	if input.MaxEndpointsPerSubset <= 0 {
		return nil, 0, fmt.Errorf("maxEndpointsPerSubset %d refused: it must be positive", input.MaxEndpointsPerSubset)
	}
	namespace, name, err := input.key()
	if err != nil {
		return nil, 0, err
	}
	private := "case-" + salt + "-" + strconv.FormatInt(namespaces.Add(1), 10)
	moved := func(from string) string {
		if from == namespace {
			return private
		}
		return from
	}
	for _, slice := range input.Existing.Items {
		if slice == nil {
			return nil, 0, fmt.Errorf("existing must not hold null")
		}
		slice.Namespace = moved(slice.Namespace)
	}
	next := &run{namespace: private, name: name, slices: input.Existing.Items, client: stub.NewClient(input.Failures...)}
	next.client.Discard = discard
	for _, slice := range input.Existing.Items {
		next.client.Reserve(slice.Name)
	}
	// Objects with another key are not in the caches under this one.
	if object := input.Endpoints.Value; object != nil && object.Namespace == namespace && object.Name == name {
		object.Namespace = private
		next.endpoints = object
	}
	if object := input.Service.Value; object != nil && object.Namespace == namespace && object.Name == name {
		object.Namespace = private
		next.service = object
	}

	controller := drivers.take(input.MaxEndpointsPerSubset)
	if err := controller.sync(next); err != nil {
		controller.stop()
		return nil, 0, err
	}
	drivers.give(input.MaxEndpointsPerSubset, controller)
	if next.panicked != nil {
		panic(next.panicked)
	}
	return next.output(private, namespace), next.took, nil
}

// key finds out which Endpoints the case is about.
func (i *Input) key() (namespace, name string, err error) {
	switch {
	case i.Endpoints.Value != nil:
		namespace, name = i.Endpoints.Value.Namespace, i.Endpoints.Value.Name
	case i.Service.Value != nil:
		namespace, name = i.Service.Value.Namespace, i.Service.Value.Name
	case len(i.Existing.Items) > 0 && i.Existing.Items[0] != nil:
		namespace, name = i.Existing.Items[0].Namespace, i.Existing.Items[0].Labels[discovery.LabelServiceName]
	}
	if i.Namespace != nil {
		namespace = *i.Namespace
	}
	if i.Name != nil {
		name = *i.Name
	}
	if name == "" {
		return "", "", fmt.Errorf("no name: give endpoints, service, slices or name")
	}
	return namespace, name, nil
}

// output reports a finished case with its own namespace put back.
func (r *run) output(private, namespace string) *Output {
	output := &Output{
		Creates:     []*discovery.EndpointSlice{},
		Updates:     []*discovery.EndpointSlice{},
		Deletes:     []string{},
		ActionOrder: [][2]string{},
		Events:      r.events,
	}
	if output.Events == nil {
		output.Events = []stub.Event{}
	}
	for _, action := range r.client.Actions() {
		output.ActionOrder = append(output.ActionOrder, [2]string{string(action.Verb), action.Name})
		if action.Slice != nil && action.Slice.Namespace == private {
			action.Slice.Namespace = namespace
		}
		switch action.Verb {
		case stub.Create:
			output.Creates = append(output.Creates, action.Slice)
		case stub.Update:
			output.Updates = append(output.Updates, action.Slice)
		case stub.Delete:
			output.Deletes = append(output.Deletes, action.Name)
		}
	}
	if r.failure != nil {
		text := strings.ReplaceAll(r.failure.Error(), private, namespace)
		output.Error = &text
	}
	return output
}

func repackSubsets(raw json.RawMessage) (any, error) {
	var input struct {
		Subsets []corev1.EndpointSubset `json:"subsets"`
	}
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	return map[string]any{"subsets": endpoints.RepackSubsets(input.Subsets)}, nil
}
