// Package proxy drives the consumer of EndpointSlices in kube-proxy: the change
// tracker and the choice of endpoints per traffic policy.
package proxy

import (
	"encoding/json"
	"fmt"
	"sort"
	"time"

	corev1 "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/kubernetes/pkg/proxy"

	"endpointslice.test/reference/internal/protocol"
)

// Parts are the parts of this package.
func Parts() protocol.Registry {
	return protocol.Registry{
		"proxy":      track,
		"categorize": categorize,
	}
}

// TrackInput is a series of operations on one tracker of one node.
type TrackInput struct {
	Family   corev1.IPFamily `json:"family"`
	NodeName string          `json:"nodeName,omitempty"`
	Steps    []Step          `json:"steps"`
}

// Step hands a slice in (update, remove) or takes the pending changes (apply).
type Step struct {
	Op    string                                   `json:"op"`
	Slice protocol.Object[discovery.EndpointSlice] `json:"slice"`
}

type changed struct {
	Changed bool `json:"changed"`
}

type applied struct {
	UpdatedServices  []string              `json:"updatedServices"`
	ConntrackCleanup bool                  `json:"conntrackCleanup"`
	Endpoints        map[string][]endpoint `json:"endpoints"`
	LocalReady       map[string]int        `json:"localReady"`
	// TriggerTimes holds the trigger times after the start of the tracker,
	// which is the moment the case began.
	TriggerTimes map[string][]string `json:"triggerTimes"`
}

type endpoint struct {
	IP          string   `json:"ip"`
	Port        int      `json:"port"`
	Text        string   `json:"text"`
	IsLocal     bool     `json:"isLocal"`
	Ready       bool     `json:"ready"`
	Serving     bool     `json:"serving"`
	Terminating bool     `json:"terminating"`
	ZoneHints   []string `json:"zoneHints"`
	NodeHints   []string `json:"nodeHints"`
}

func track(raw json.RawMessage) (any, error) {
	var input TrackInput
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	tracker, err := NewTracker(&input)
	if err != nil {
		return nil, err
	}
	results := []any{}
	for index := range input.Steps {
		step := &input.Steps[index]
		if step.Op == "apply" {
			results = append(results, tracker.report(tracker.endpoints.Update(tracker.changes)))
			continue
		}
		answer, err := tracker.hand(step)
		if err != nil {
			return nil, fmt.Errorf("steps[%d]: %w", index, err)
		}
		results = append(results, changed{answer})
	}
	return results, nil
}

// Tracker is a change tracker with the map it is applied to.
type Tracker struct {
	changes   *proxy.EndpointsChangeTracker
	endpoints proxy.EndpointsMap
}

// NewTracker starts a tracker for the family and node of the input.
func NewTracker(input *TrackInput) (*Tracker, error) {
	if input.Family != corev1.IPv4Protocol && input.Family != corev1.IPv6Protocol {
		return nil, fmt.Errorf("family %q is neither IPv4 nor IPv6", input.Family)
	}
	return &Tracker{
		changes:   proxy.NewEndpointsChangeTracker(input.Family, input.NodeName, nil, nil),
		endpoints: proxy.EndpointsMap{},
	}, nil
}

// Run makes all steps and drops what they yield, for measurements.
func (t *Tracker) Run(steps []Step) error {
	for index := range steps {
		if steps[index].Op == "apply" {
			t.endpoints.Update(t.changes)
			continue
		}
		if _, err := t.hand(&steps[index]); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tracker) hand(step *Step) (bool, error) {
	slice := step.Slice.Value
	if slice == nil {
		return false, fmt.Errorf("slice is missing")
	}
	switch step.Op {
	case "update":
		return t.changes.EndpointSliceUpdate(slice, false), nil
	case "remove":
		return t.changes.EndpointSliceUpdate(slice, true), nil
	}
	return false, fmt.Errorf("unknown op %q", step.Op)
}

func (t *Tracker) report(result proxy.UpdateEndpointsMapResult) applied {
	output := applied{
		UpdatedServices:  []string{},
		ConntrackCleanup: result.ConntrackCleanupRequired,
		Endpoints:        map[string][]endpoint{},
		LocalReady:       map[string]int{},
		TriggerTimes:     map[string][]string{},
	}
	for service := range result.UpdatedServices {
		output.UpdatedServices = append(output.UpdatedServices, service.String())
	}
	sort.Strings(output.UpdatedServices)
	for name, list := range t.endpoints {
		described := []endpoint{}
		for _, item := range list {
			described = append(described, describe(item))
		}
		output.Endpoints[name.String()+"/"+string(name.Protocol)] = described
	}
	for service, count := range t.endpoints.LocalReadyEndpoints() {
		output.LocalReady[service.String()] = count
	}
	for service, moments := range result.LastChangeTriggerTimes {
		for _, moment := range moments {
			output.TriggerTimes[service.String()] = append(output.TriggerTimes[service.String()], moment.UTC().Format(time.RFC3339Nano))
		}
	}
	return output
}

func describe(item proxy.Endpoint) endpoint {
	return endpoint{
		IP:          item.IP(),
		Port:        item.Port(),
		Text:        item.String(),
		IsLocal:     item.IsLocal(),
		Ready:       item.IsReady(),
		Serving:     item.IsServing(),
		Terminating: item.IsTerminating(),
		ZoneHints:   sorted(item.ZoneHints()),
		NodeHints:   sorted(item.NodeHints()),
	}
}

// sorted keeps an absent set apart from an empty one.
func sorted(set sets.Set[string]) []string {
	if set == nil {
		return nil
	}
	return sets.List(set)
}
