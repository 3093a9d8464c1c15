package service

import (
	"encoding/json"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	"k8s.io/endpointslice"
	"k8s.io/endpointslice/util"

	"endpointslice.test/reference/internal/protocol"
)

// Parts are the parts of this package.
func Parts() protocol.Registry {
	return protocol.Registry{
		"reconcile":              reconcile,
		"reconcileSequence":      reconcileSequence,
		"findPort":               findPort,
		"portMapKey":             portMapKey,
		"endpointHash":           endpointHash,
		"shouldPodBeInEndpoints": shouldPodBeInEndpoints,
		"shouldSetHostname":      shouldSetHostname,
		"podReady":               podReady,
		"serviceKey":             serviceKey,
		"podChange":              podChange,
		"triggerTime":            triggerTime,
		"tracker":                tracker,
	}
}

func findPort(raw json.RawMessage) (any, error) {
	var input struct {
		Pod         protocol.Object[corev1.Pod]         `json:"pod"`
		ServicePort protocol.Object[corev1.ServicePort] `json:"servicePort"`
	}
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	port, err := endpointslice.FindPort(input.Pod.Value, input.ServicePort.Value)
	if err != nil {
		return map[string]any{"error": err.Error()}, nil
	}
	return map[string]any{"port": port}, nil
}

func portMapKey(raw json.RawMessage) (any, error) {
	var input struct {
		Ports []discovery.EndpointPort `json:"ports"`
	}
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	key := util.NewPortMapKey(input.Ports)
	// The call has sorted the list in place.
	return map[string]any{"key": string(key), "sortedPorts": input.Ports}, nil
}

func endpointHash(raw json.RawMessage) (any, error) {
	var input struct {
		A protocol.Object[discovery.Endpoint] `json:"a"`
		B protocol.Object[discovery.Endpoint] `json:"b"`
	}
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	if input.A.Value == nil {
		return nil, fmt.Errorf("a is missing")
	}
	set := util.EndpointSet{}.Insert(input.A.Value)
	output := map[string]any{"hashA": onlyKey(set), "addressesA": input.A.Value.Addresses}
	if input.B.Value != nil {
		output["same"] = set.Has(input.B.Value)
		output["equalBeyondHash"] = util.EndpointsEqualBeyondHash(input.A.Value, input.B.Value)
		output["hashB"] = onlyKey(util.EndpointSet{}.Insert(input.B.Value))
		output["addressesB"] = input.B.Value.Addresses
	}
	return output, nil
}

// onlyKey returns the identity of the single endpoint in the set. The key type
// is not exported, its text is reachable by iterating.
func onlyKey(set util.EndpointSet) string {
	for key := range set {
		return string(key)
	}
	return ""
}

func shouldPodBeInEndpoints(raw json.RawMessage) (any, error) {
	var input struct {
		Pod                protocol.Object[corev1.Pod] `json:"pod"`
		IncludeTerminating bool                        `json:"includeTerminating"`
	}
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	return util.ShouldPodBeInEndpoints(input.Pod.Value, input.IncludeTerminating), nil
}

func shouldSetHostname(raw json.RawMessage) (any, error) {
	var input struct {
		Pod     protocol.Object[corev1.Pod]     `json:"pod"`
		Service protocol.Object[corev1.Service] `json:"service"`
	}
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	return util.ShouldSetHostname(input.Pod.Value, input.Service.Value), nil
}

func podReady(raw json.RawMessage) (any, error) {
	var input struct {
		Pod protocol.Object[corev1.Pod] `json:"pod"`
	}
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	return util.IsPodReady(input.Pod.Value), nil
}

func serviceKey(raw json.RawMessage) (any, error) {
	var input struct {
		Slice protocol.Object[discovery.EndpointSlice] `json:"slice"`
	}
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	key, err := endpointslice.ServiceControllerKey(input.Slice.Value)
	if err != nil {
		return map[string]any{"error": err.Error()}, nil
	}
	return map[string]any{"key": key}, nil
}
