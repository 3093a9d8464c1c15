// Package controller drives the EndpointSlice controller of Kubernetes, the one
// that looks after Services with a selector, as a whole.
package controller

import (
	"encoding/json"
	"fmt"
	"sync"

	corev1 "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"

	"endpointslice.test/reference/internal/protocol"
	"endpointslice.test/reference/internal/stub"
)

// Parts are the parts of this package.
func Parts() protocol.Registry {
	return protocol.Registry{"sync": syncService}
}

// maxSteps keeps the event sink from merging events about one Service.
const maxSteps = 10

// Input is a series of syncs of one Service by one controller.
type Input struct {
	Namespace            string `json:"namespace"`
	Name                 string `json:"name"`
	MaxEndpointsPerSlice int32  `json:"maxEndpointsPerSlice"`
	Steps                []Step `json:"steps"`
}

// Step is what the caches hold at one sync. What is left out stays as it was
// after the step before; a null Service is a missing one.
type Step struct {
	Service  protocol.Object[corev1.Service]        `json:"service"`
	Pods     protocol.List[corev1.Pod]              `json:"pods"`
	Nodes    protocol.List[corev1.Node]             `json:"nodes"`
	Existing protocol.List[discovery.EndpointSlice] `json:"existing"`
	Failures []stub.Failure                         `json:"failures,omitempty"`
}

// Output is what one sync did.
type Output struct {
	Creates     []*discovery.EndpointSlice `json:"creates"`
	Updates     []*discovery.EndpointSlice `json:"updates"`
	Deletes     []string                   `json:"deletes"`
	ActionOrder [][2]string                `json:"actionOrder"`
	Events      []stub.Event               `json:"events"`
	Error       *string                    `json:"error"`
}

// alone lets one controller run at a time: its workers lose their context, so a
// panic could not be told from that of another.
var alone sync.Mutex

func syncService(raw json.RawMessage) (any, error) {
	var input Input
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	switch {
	case input.MaxEndpointsPerSlice <= 0:
		return nil, fmt.Errorf("maxEndpointsPerSlice %d refused: it must be positive", input.MaxEndpointsPerSlice)
	case len(input.Steps) == 0 || len(input.Steps) > maxSteps:
		return nil, fmt.Errorf("%d steps refused: 1 to %d", len(input.Steps), maxSteps)
	case input.Name == "":
		return nil, fmt.Errorf("name is missing")
	}
	alone.Lock()
	defer alone.Unlock()
	driver := newDriver(input.MaxEndpointsPerSlice)
	defer driver.stop()

	outputs := []*Output{}
	var state Step
	for index := range input.Steps {
		state.take(&input.Steps[index])
		if input.Steps[index].Nodes.Given {
			if err := driver.setNodes(state.Nodes.Items); err != nil {
				return nil, err
			}
		}
		output, err := driver.runStep(&input, &state)
		if err != nil {
			return nil, fmt.Errorf("steps[%d]: %w", index, err)
		}
		outputs = append(outputs, output)
		state.Existing.Items = stub.Apply(state.Existing.Items, driver.client.Actions())
	}
	return outputs, nil
}

// take brings the state up to date with what a step gives.
func (s *Step) take(given *Step) {
	if given.Service.Given {
		s.Service = given.Service
	}
	if given.Pods.Given {
		s.Pods = given.Pods
	}
	if given.Nodes.Given {
		s.Nodes = given.Nodes
	}
	if given.Existing.Given {
		s.Existing = given.Existing
	}
	s.Failures = given.Failures
}

// runStep syncs copies, because the reference sorts and filters in place.
func (d *driver) runStep(input *Input, state *Step) (*Output, error) {
	next := &run{namespace: input.Namespace, name: input.Name}
	if service := state.Service.Value; service != nil && service.Namespace == input.Namespace && service.Name == input.Name {
		next.service = service.DeepCopy()
	}
	for _, pod := range state.Pods.Items {
		if pod == nil {
			return nil, fmt.Errorf("pods must not hold null")
		}
		next.pods = append(next.pods, pod.DeepCopy())
	}
	d.client.Reset(state.Failures...)
	for _, slice := range state.Existing.Items {
		if slice == nil {
			return nil, fmt.Errorf("existing must not hold null")
		}
		next.slices = append(next.slices, slice.DeepCopy())
		d.client.Reserve(slice.Name)
	}
	if err := d.sync(next); err != nil {
		return nil, err
	}
	if next.panicked != nil {
		panic(next.panicked)
	}
	return d.output(next), nil
}

func (d *driver) output(done *run) *Output {
	output := &Output{
		Creates:     []*discovery.EndpointSlice{},
		Updates:     []*discovery.EndpointSlice{},
		Deletes:     []string{},
		ActionOrder: [][2]string{},
		Events:      append([]stub.Event{}, done.events...),
	}
	for _, action := range d.client.Actions() {
		output.ActionOrder = append(output.ActionOrder, [2]string{string(action.Verb), action.Name})
		switch action.Verb {
		case stub.Create:
			output.Creates = append(output.Creates, action.Slice)
		case stub.Update:
			output.Updates = append(output.Updates, action.Slice)
		case stub.Delete:
			output.Deletes = append(output.Deletes, action.Name)
		}
	}
	if done.failure != nil {
		text := done.failure.Error()
		output.Error = &text
	}
	return output
}
