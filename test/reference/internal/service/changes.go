package service

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/endpointslice/util"

	"endpointslice.test/reference/internal/protocol"
)

// podChange answers which Services a pod event concerns: an add without
// oldPod, a delete without newPod, an update with both. Tombstone wraps the
// deleted pod as an informer does that missed the deletion.
func podChange(raw json.RawMessage) (any, error) {
	var input struct {
		Services  protocol.List[corev1.Service] `json:"services"`
		OldPod    protocol.Object[corev1.Pod]   `json:"oldPod"`
		NewPod    protocol.Object[corev1.Pod]   `json:"newPod"`
		Tombstone bool                          `json:"tombstone,omitempty"`
	}
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	indexer := cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
	for _, service := range input.Services.Items {
		if err := indexer.Add(service); err != nil {
			return nil, fmt.Errorf("services: %w", err)
		}
	}
	// A nil *Pod inside an interface is not nil, hence the detour.
	var before, after any
	if input.OldPod.Value != nil {
		before = input.OldPod.Value
		if input.Tombstone {
			before = cache.DeletedFinalStateUnknown{Obj: input.OldPod.Value}
		}
	}
	if input.NewPod.Value != nil {
		after = input.NewPod.Value
	}
	key := util.GetPodUpdateProjectionKey(before, after)
	services, err := util.GetServicesToUpdate(corelisters.NewServiceLister(indexer), key)
	if err != nil {
		return map[string]any{"error": err.Error()}, nil
	}
	// The type of the set differs between releases.
	names := slices.AppendSeq([]string{}, maps.Keys(services))
	slices.Sort(names)
	return map[string]any{"services": names}, nil
}

// triggerTime runs a series of operations on one TriggerTimeTracker.
func triggerTime(raw json.RawMessage) (any, error) {
	var input struct {
		Steps []struct {
			Op        string                          `json:"op"`
			Namespace string                          `json:"namespace"`
			Name      string                          `json:"name,omitempty"`
			Service   protocol.Object[corev1.Service] `json:"service"`
			Pods      protocol.List[corev1.Pod]       `json:"pods"`
		} `json:"steps"`
	}
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	times := util.NewTriggerTimeTracker()
	results := []*string{}
	for index, step := range input.Steps {
		switch step.Op {
		case "compute":
			if step.Service.Value == nil {
				return nil, fmt.Errorf("steps[%d]: service is missing", index)
			}
			moment := times.ComputeEndpointLastChangeTriggerTime(step.Namespace, step.Service.Value, step.Pods.Items)
			results = append(results, timeText(moment))
		case "delete":
			times.DeleteService(step.Namespace, step.Name)
			results = append(results, nil)
		default:
			return nil, fmt.Errorf("steps[%d]: unknown op %q", index, step.Op)
		}
	}
	return results, nil
}

// timeText prints a time as the reconciler does, nil for the zero time.
func timeText(moment time.Time) *string {
	if moment.IsZero() {
		return nil
	}
	text := moment.UTC().Format(time.RFC3339Nano)
	return &text
}

// tracker runs a series of operations on one EndpointSliceTracker.
func tracker(raw json.RawMessage) (any, error) {
	var input struct {
		Steps []struct {
			Op        string                                   `json:"op"`
			Slice     protocol.Object[discovery.EndpointSlice] `json:"slice"`
			Slices    protocol.List[discovery.EndpointSlice]   `json:"slices"`
			Service   protocol.Object[corev1.Service]          `json:"service"`
			Namespace string                                   `json:"namespace,omitempty"`
			Name      string                                   `json:"name,omitempty"`
		} `json:"steps"`
	}
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	slices := util.NewEndpointSliceTracker()
	results := []*bool{}
	answer := func(result bool) { results = append(results, &result) }
	silence := func() { results = append(results, nil) }
	for index, step := range input.Steps {
		slice, service := step.Slice.Value, step.Service.Value
		switch step.Op {
		case "update", "expectDeletion", "handleDeletion", "has", "shouldSync":
			if slice == nil {
				return nil, fmt.Errorf("steps[%d]: slice is missing", index)
			}
		case "staleSlices":
			if service == nil {
				return nil, fmt.Errorf("steps[%d]: service is missing", index)
			}
		}
		switch step.Op {
		case "update":
			slices.Update(slice)
			silence()
		case "expectDeletion":
			slices.ExpectDeletion(slice)
			silence()
		case "handleDeletion":
			answer(slices.HandleDeletion(slice))
		case "has":
			answer(slices.Has(slice))
		case "shouldSync":
			answer(slices.ShouldSync(slice))
		case "staleSlices":
			answer(slices.StaleSlices(service, step.Slices.Items))
		case "deleteService":
			namespace, name := step.Namespace, step.Name
			if service != nil {
				namespace, name = service.Namespace, service.Name
			}
			slices.DeleteService(namespace, name)
			silence()
		default:
			return nil, fmt.Errorf("steps[%d]: unknown op %q", index, step.Op)
		}
	}
	return results, nil
}
