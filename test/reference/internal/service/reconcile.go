// Package service drives k8s.io/endpointslice: the Service reconciler and the
// exported helpers around it.
package service

import (
	"encoding/json"
	"fmt"
	"sort"
	"time"

	corev1 "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	"k8s.io/endpointslice"
	"k8s.io/endpointslice/topologycache"
	"k8s.io/endpointslice/util"

	"endpointslice.test/reference/internal/protocol"
	"endpointslice.test/reference/internal/stub"
)

// DefaultControllerName is the managed-by value of the production controller.
const DefaultControllerName = "endpointslice-controller.k8s.io"

// ReconcileInput is one call of Reconcile with everything it depends on.
type ReconcileInput struct {
	Service  protocol.Object[corev1.Service]        `json:"service"`
	Pods     protocol.List[corev1.Pod]              `json:"pods"`
	Nodes    protocol.List[corev1.Node]             `json:"nodes"`
	Existing protocol.List[discovery.EndpointSlice] `json:"existing"`

	MaxEndpointsPerSlice int32  `json:"maxEndpointsPerSlice"`
	TriggerTime          string `json:"triggerTime,omitempty"`
	// TrafficDistribution is WithPreferSameTrafficDistributionEnabled; absent
	// means true, as in production.
	TrafficDistribution *bool `json:"trafficDistribution,omitempty"`

	// TopologyCache hands a cache to the reconciler. The nodes given to
	// SetNodes are TopologyNodes, or Nodes when that field is absent; null
	// means that SetNodes is never called.
	TopologyCache bool                       `json:"topologyCache,omitempty"`
	TopologyNodes protocol.List[corev1.Node] `json:"topologyNodes"`
	// HintsPopulated is passed to SetHints beforehand.
	HintsPopulated map[discovery.AddressType]topologycache.EndpointZoneInfo `json:"hintsPopulated,omitempty"`

	ControllerName string `json:"controllerName,omitempty"`

	FailCreateWithNamespaceTerminating bool              `json:"failCreateWithNamespaceTerminating,omitempty"`
	Failures                           []stub.Failure    `json:"failures,omitempty"`
	NodeErrors                         map[string]string `json:"nodeErrors,omitempty"`
}

// ReconcileOutput is what one call of Reconcile did.
type ReconcileOutput struct {
	Creates     []*discovery.EndpointSlice `json:"creates"`
	Updates     []*discovery.EndpointSlice `json:"updates"`
	Deletes     []string                   `json:"deletes"`
	ActionOrder [][2]string                `json:"actionOrder"`
	Events      []stub.Event               `json:"events"`
	Error       *string                    `json:"error"`
	// Tracked is what the tracker holds for the Service afterwards: uid to
	// generation, -1 for an expected deletion.
	Tracked map[string]int64 `json:"tracked"`
	// Overloaded is null without a topology cache.
	Overloaded []string `json:"overloaded"`
	// HintsPopulated says whether the Service is marked as populated; null
	// without a topology cache.
	HintsPopulated *bool `json:"hintsPopulated"`
}

// SequenceInput is a series of calls of one reconciler. Settings of the
// reconciler itself (maximum, options, controller name, cache or not) are those
// of the first step.
type SequenceInput struct {
	Steps []ReconcileInput `json:"steps"`
}

// SequenceOutput has one entry per step, and the slices left at the end.
type SequenceOutput struct {
	Steps []*ReconcileOutput         `json:"steps"`
	Final []*discovery.EndpointSlice `json:"final"`
}

func reconcile(raw json.RawMessage) (any, error) {
	var input ReconcileInput
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	session, err := NewSession(&input)
	if err != nil {
		return nil, err
	}
	return session.Step(&input, input.Existing.Items)
}

func reconcileSequence(raw json.RawMessage) (any, error) {
	var input SequenceInput
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	if len(input.Steps) == 0 {
		return nil, fmt.Errorf("steps is empty")
	}
	session, err := NewSession(&input.Steps[0])
	if err != nil {
		return nil, err
	}
	output := SequenceOutput{Steps: []*ReconcileOutput{}}
	var current []*discovery.EndpointSlice
	for index := range input.Steps {
		step := &input.Steps[index]
		if step.Existing.Given {
			current = step.Existing.Items
		}
		// The reconciler sorts its input in place; what it was given must not
		// be what the next step starts from.
		result, err := session.Step(step, copySlices(current))
		if err != nil {
			return nil, fmt.Errorf("steps[%d]: %w", index, err)
		}
		output.Steps = append(output.Steps, result)
		current = stub.Apply(current, session.client.Actions())
	}
	output.Final = current
	return output, nil
}

// Session is a reconciler with its counterparts.
type Session struct {
	client     *stub.Client
	recorder   *stub.Recorder
	nodes      *stub.NodeLister
	tracker    *util.EndpointSliceTracker
	cache      *topologycache.TopologyCache
	reconciler *endpointslice.Reconciler
}

// NewSession builds a reconciler with the settings of the given input.
func NewSession(input *ReconcileInput) (*Session, error) {
	if input.MaxEndpointsPerSlice <= 0 {
		return nil, fmt.Errorf("maxEndpointsPerSlice %d refused: the reference does not terminate unless it is positive", input.MaxEndpointsPerSlice)
	}
	controllerName := input.ControllerName
	if controllerName == "" {
		controllerName = DefaultControllerName
	}
	session := &Session{
		client:   stub.NewClient(),
		recorder: &stub.Recorder{},
		nodes:    stub.NewNodeLister(nil, nil),
		tracker:  util.NewEndpointSliceTracker(),
	}
	if input.TopologyCache {
		session.cache = topologycache.NewTopologyCache()
	}
	preferSame := input.TrafficDistribution == nil || *input.TrafficDistribution
	session.reconciler = endpointslice.NewReconciler(
		session.client, session.nodes, input.MaxEndpointsPerSlice, session.tracker, session.cache,
		session.recorder, controllerName, endpointslice.WithPreferSameTrafficDistributionEnabled(preferSame))
	return session, nil
}

// Prepare brings lister, cache and client into the state of the given step and
// returns the call to make. Nothing but Reconcile happens inside that call.
func (s *Session) Prepare(input *ReconcileInput, existing []*discovery.EndpointSlice) (func() error, error) {
	service := input.Service.Value
	if service == nil {
		return nil, fmt.Errorf("service is missing")
	}
	var triggerTime time.Time
	if input.TriggerTime != "" {
		var err error
		if triggerTime, err = time.Parse(time.RFC3339Nano, input.TriggerTime); err != nil {
			return nil, fmt.Errorf("triggerTime: %w", err)
		}
	}
	s.nodes.Set(input.Nodes.Items, input.NodeErrors)
	if s.cache != nil {
		if known := topologyNodes(input); known != nil {
			s.cache.SetNodes(stub.Silent, known)
		}
		for addressType, counts := range input.HintsPopulated {
			s.cache.SetHints(service.Namespace+"/"+service.Name, addressType, counts)
		}
	}
	failures := input.Failures
	if input.FailCreateWithNamespaceTerminating {
		failures = append(failures, stub.Failure{Verb: stub.Create, NamespaceTerminating: true})
	}
	s.client.Reset(failures...)
	for _, slice := range existing {
		if slice != nil {
			s.client.Reserve(slice.Name)
		}
	}
	return func() error {
		return s.reconciler.Reconcile(stub.Silent, service, input.Pods.Items, existing, triggerTime)
	}, nil
}

// Discard turns recording off, for measurements.
func (s *Session) Discard() { s.client.Discard = true }

// topologyNodes returns the nodes for SetNodes, nil when it is not to be called.
func topologyNodes(input *ReconcileInput) []*corev1.Node {
	nodes := input.Nodes.Items
	if input.TopologyNodes.Given {
		if nodes = input.TopologyNodes.Items; nodes == nil {
			return nil
		}
	}
	if nodes == nil {
		nodes = []*corev1.Node{}
	}
	return nodes
}

// Step makes one call and reports it.
func (s *Session) Step(input *ReconcileInput, existing []*discovery.EndpointSlice) (*ReconcileOutput, error) {
	call, err := s.Prepare(input, existing)
	if err != nil {
		return nil, err
	}
	failure := call()

	output := &ReconcileOutput{
		Creates:     []*discovery.EndpointSlice{},
		Updates:     []*discovery.EndpointSlice{},
		Deletes:     []string{},
		ActionOrder: [][2]string{},
		Events:      s.recorder.Take(),
		Tracked:     s.tracked(input.Service.Value),
	}
	if failure != nil {
		text := failure.Error()
		output.Error = &text
	}
	for _, action := range s.client.Actions() {
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
	if s.cache != nil {
		output.Overloaded = s.cache.GetOverloadedServices()
		sort.Strings(output.Overloaded)
		populated := s.cache.HasPopulatedHints(input.Service.Value.Namespace + "/" + input.Service.Value.Name)
		output.HintsPopulated = &populated
	}
	return output, nil
}

// tracked reads the tracker through a slice that stands for any of the Service.
func (s *Session) tracked(service *corev1.Service) map[string]int64 {
	probe := &discovery.EndpointSlice{}
	probe.Namespace = service.Namespace
	probe.Labels = map[string]string{discovery.LabelServiceName: service.Name}
	generations, _ := s.tracker.GenerationsForSliceUnsafe(probe)
	result := make(map[string]int64, len(generations))
	for uid, generation := range generations {
		result[string(uid)] = generation
	}
	return result
}

func copySlices(slices []*discovery.EndpointSlice) []*discovery.EndpointSlice {
	copies := make([]*discovery.EndpointSlice, len(slices))
	for index, slice := range slices {
		copies[index] = slice.DeepCopy()
	}
	return copies
}
