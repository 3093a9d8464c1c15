package service

import (
	"encoding/json"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"endpointslice.test/reference/internal/protocol"
)

// Variants of a measurement: the Service as given, without any hints, with
// topology hints, or with one of the traffic distributions (by its own name).
const (
	AsGiven   = "given"
	NoHints   = "none"
	AutoHints = "Auto"
)

// Measure returns iterations of one reconcile. Every iteration works on fresh
// copies with a fresh reconciler, whose client answers without copying.
func Measure(raw json.RawMessage, variant string) (func() (time.Duration, error), error) {
	var input ReconcileInput
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	if input.Service.Value == nil {
		return nil, fmt.Errorf("service is missing")
	}
	if err := input.setHints(variant); err != nil {
		return nil, err
	}
	return func() (time.Duration, error) {
		once := input
		once.Service.Value = input.Service.Value.DeepCopy()
		once.Pods.Items = deepCopies(input.Pods.Items)
		once.Nodes.Items = deepCopies(input.Nodes.Items)
		session, err := NewSession(&once)
		if err != nil {
			return 0, err
		}
		session.Discard()
		call, err := session.Prepare(&once, copySlices(input.Existing.Items))
		if err != nil {
			return 0, err
		}
		started := time.Now()
		failure := call()
		took := time.Since(started)
		if failure != nil {
			return 0, fmt.Errorf("reconcile failed: %w", failure)
		}
		return took, nil
	}, nil
}

// setHints changes the Service to ask for the given kind of hints.
func (i *ReconcileInput) setHints(variant string) error {
	if variant == AsGiven {
		return nil
	}
	service := i.Service.Value
	delete(service.Annotations, corev1.DeprecatedAnnotationTopologyAwareHints)
	delete(service.Annotations, corev1.AnnotationTopologyMode)
	service.Spec.TrafficDistribution = nil
	switch variant {
	case NoHints:
	case AutoHints:
		if service.Annotations == nil {
			service.Annotations = map[string]string{}
		}
		service.Annotations[corev1.AnnotationTopologyMode] = variant
		i.TopologyCache = true
	case corev1.ServiceTrafficDistributionPreferClose, corev1.ServiceTrafficDistributionPreferSameZone, corev1.ServiceTrafficDistributionPreferSameNode:
		service.Spec.TrafficDistribution = &variant
	default:
		return fmt.Errorf("unknown variant %q", variant)
	}
	return nil
}

func deepCopies[T runtime.Object](objects []T) []T {
	copies := make([]T, len(objects))
	for index, object := range objects {
		copies[index] = object.DeepCopyObject().(T)
	}
	return copies
}
