// Package topology drives the two sources of hints of k8s.io/endpointslice
// directly: the topology cache and the traffic distribution heuristics.
package topology

import (
	"encoding/json"
	"fmt"
	"sort"

	corev1 "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	"k8s.io/endpointslice/topologycache"
	"k8s.io/endpointslice/trafficdist"

	"endpointslice.test/reference/internal/protocol"
	"endpointslice.test/reference/internal/stub"
)

// Parts are the parts of this package.
func Parts() protocol.Registry {
	return protocol.Registry{
		"topology":    topology,
		"trafficdist": trafficDistribution,
		"removeHints": removeHints,
	}
}

// sliceLists are the slices of one Service and address type by what the sync
// is going to do with them.
type sliceLists struct {
	Create      protocol.List[discovery.EndpointSlice] `json:"create"`
	Update      protocol.List[discovery.EndpointSlice] `json:"update"`
	Unchanged   protocol.List[discovery.EndpointSlice] `json:"unchanged"`
	AddressType discovery.AddressType                  `json:"addressType,omitempty"`
	ServiceKey  string                                 `json:"serviceKey,omitempty"`
}

func (s sliceLists) info() *topologycache.SliceInfo {
	return &topologycache.SliceInfo{
		ServiceKey:  s.ServiceKey,
		AddressType: s.AddressType,
		ToCreate:    s.Create.Items,
		ToUpdate:    s.Update.Items,
		Unchanged:   s.Unchanged.Items,
	}
}

type sliceResult struct {
	Create    []*discovery.EndpointSlice `json:"create"`
	Update    []*discovery.EndpointSlice `json:"update"`
	Unchanged []*discovery.EndpointSlice `json:"unchanged"`
}

func topology(raw json.RawMessage) (any, error) {
	var input struct {
		Nodes  protocol.List[corev1.Node] `json:"nodes"`
		Slices sliceLists                 `json:"slices"`
		// Prior is passed to SetHints: service key, address type, zone, count.
		Prior map[string]map[discovery.AddressType]topologycache.EndpointZoneInfo `json:"prior,omitempty"`
	}
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	cache := topologycache.NewTopologyCache()
	if input.Nodes.Items != nil {
		cache.SetNodes(stub.Silent, input.Nodes.Items)
	}
	for service, counts := range input.Prior {
		for addressType, byZone := range counts {
			cache.SetHints(service, addressType, byZone)
		}
	}
	info := input.Slices.info()
	create, update, builders := cache.AddHints(stub.Silent, info)
	events := []stub.Event{}
	for _, builder := range builders {
		events = append(events, stub.Event{Type: builder.EventType, Reason: builder.Reason, Message: builder.Message})
	}
	overloaded := cache.GetOverloadedServices()
	sort.Strings(overloaded)
	return struct {
		sliceResult
		Events     []stub.Event `json:"events"`
		Overloaded []string     `json:"overloaded"`
		Populated  bool         `json:"populated"`
	}{sliceResult{create, update, info.Unchanged}, events, overloaded, cache.HasPopulatedHints(info.ServiceKey)}, nil
}

func trafficDistribution(raw json.RawMessage) (any, error) {
	var input struct {
		Mode   *string    `json:"mode"`
		Slices sliceLists `json:"slices"`
	}
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	create, update, unchanged := trafficdist.ReconcileHints(input.Mode,
		input.Slices.Create.Items, input.Slices.Update.Items, input.Slices.Unchanged.Items)
	return sliceResult{create, update, unchanged}, nil
}

func removeHints(raw json.RawMessage) (any, error) {
	var input struct {
		Slices sliceLists `json:"slices"`
	}
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	for _, list := range [][]*discovery.EndpointSlice{input.Slices.Create.Items, input.Slices.Update.Items, input.Slices.Unchanged.Items} {
		for _, slice := range list {
			if slice == nil {
				return nil, fmt.Errorf("slices must not hold null")
			}
		}
	}
	info := input.Slices.info()
	create, update := topologycache.RemoveHintsFromSlices(info)
	return sliceResult{create, update, info.Unchanged}, nil
}
