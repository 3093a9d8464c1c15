package main

import (
	"fmt"
	"testing"

	v1 "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/endpointslice/topologycache"
	"k8s.io/klog/v2"
)

// The minimal cases of docs/ledger.md for faults of upstream: these tests fail
// when upstream has mended one.

func readyNode(name, zone, cpu string) *v1.Node {
	return &v1.Node{
		ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{v1.LabelTopologyZone: zone}},
		Status: v1.NodeStatus{
			Allocatable: v1.ResourceList{v1.ResourceCPU: resource.MustParse(cpu)},
			Conditions:  []v1.NodeCondition{{Type: v1.NodeReady, Status: v1.ConditionTrue}},
		},
	}
}

func readyEndpoints(count int, zone *string) []discovery.Endpoint {
	ready := true
	endpoints := []discovery.Endpoint{}
	for index := range count {
		endpoints = append(endpoints, discovery.Endpoint{
			Addresses:  []string{fmt.Sprintf("10.0.0.%d", index)},
			Conditions: discovery.EndpointConditions{Ready: &ready},
			Zone:       zone,
		})
	}
	return endpoints
}

// hints/nodes-left-alone
func TestSetNodesChangesNodes(t *testing.T) {
	nodes := []*v1.Node{readyNode("a", "z1", "1.0000000001"), readyNode("b", "z1", "1.0000000001"), readyNode("c", "z2", "1")}
	before := nodes[0].Status.Allocatable.Cpu().AsDec().String()
	topologycache.NewTopologyCache().SetNodes(klog.Background(), nodes)
	if after := nodes[0].Status.Allocatable.Cpu().AsDec().String(); after == before {
		t.Errorf("the node still has %s", after)
	}
}

// hints/minimum-not-reached
func TestAddHintsLeavesZonesBelowTheirMinimum(t *testing.T) {
	cache := topologycache.NewTopologyCache()
	cache.SetNodes(klog.Background(), []*v1.Node{
		readyNode("a", "a", "2000"), readyNode("b", "b", "1"), readyNode("c", "c", "1"), readyNode("d", "d", "1"),
	})
	zone := "a"
	create, _, _ := cache.AddHints(klog.Background(), &topologycache.SliceInfo{
		ServiceKey:  "ns/s",
		AddressType: discovery.AddressTypeIPv4,
		ToCreate:    []*discovery.EndpointSlice{{Endpoints: readyEndpoints(18, &zone)}},
	})
	for _, endpoint := range create[0].Endpoints {
		if endpoint.Hints.ForZones[0].Name != "a" {
			t.Errorf("%s is hinted for %s", endpoint.Addresses[0], endpoint.Hints.ForZones[0].Name)
		}
	}
}

// hints/rewrite-without-zone
func TestAddHintsRewritesSlicesWithoutHints(t *testing.T) {
	cache := topologycache.NewTopologyCache()
	cache.SetNodes(klog.Background(), []*v1.Node{readyNode("a", "a", "1"), readyNode("b", "b", "1")})
	slice := &discovery.EndpointSlice{Endpoints: readyEndpoints(2, nil)}
	_, update, _ := cache.AddHints(klog.Background(), &topologycache.SliceInfo{
		ServiceKey:  "ns/s",
		AddressType: discovery.AddressTypeIPv4,
		Unchanged:   []*discovery.EndpointSlice{slice},
	})
	if len(update) != 1 {
		t.Errorf("%d slices are written", len(update))
	}
}
