// Package validation drives what an API server does with an EndpointSlice:
// decoding, defaulting, conversion, preparation, validation and warnings.
package validation

import (
	"encoding/json"
	"fmt"

	discoveryv1 "k8s.io/api/discovery/v1"
	discoveryv1beta1 "k8s.io/api/discovery/v1beta1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kubernetes/pkg/apis/discovery"
	// The scheme needs the discovery group.
	_ "k8s.io/kubernetes/pkg/apis/discovery/install"
	convertv1 "k8s.io/kubernetes/pkg/apis/discovery/v1"
	convertv1beta1 "k8s.io/kubernetes/pkg/apis/discovery/v1beta1"

	"endpointslice.test/reference/internal/protocol"
)

// Parts are the parts of this package.
func Parts() protocol.Registry {
	return protocol.Registry{
		"validateCreate": validateCreate,
		"validateUpdate": validateUpdate,
		"convert":        convert,
		"ip":             ip,
		"names":          names,
		"strictDecode":   strictDecode,
	}
}

// versioned is a slice as it came in, in the version its apiVersion names (v1
// when it names none).
type versioned struct {
	v1      *discoveryv1.EndpointSlice
	v1beta1 *discoveryv1beta1.EndpointSlice
}

// UnmarshalJSON is part of json.Unmarshaler.
func (v *versioned) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	var kind struct {
		APIVersion string `json:"apiVersion"`
	}
	if err := json.Unmarshal(data, &kind); err != nil {
		return err
	}
	switch kind.APIVersion {
	case "", discoveryv1.SchemeGroupVersion.String():
		v.v1 = &discoveryv1.EndpointSlice{}
		return json.Unmarshal(data, v.v1)
	case discoveryv1beta1.SchemeGroupVersion.String():
		v.v1beta1 = &discoveryv1beta1.EndpointSlice{}
		return json.Unmarshal(data, v.v1beta1)
	}
	return fmt.Errorf("apiVersion %q is not one of EndpointSlice", kind.APIVersion)
}

func (v *versioned) missing() bool { return v.v1 == nil && v.v1beta1 == nil }

func (v *versioned) groupVersion() schema.GroupVersion {
	if v.v1beta1 != nil {
		return discoveryv1beta1.SchemeGroupVersion
	}
	return discoveryv1.SchemeGroupVersion
}

// setDefaults fills what the API server fills after decoding.
func (v *versioned) setDefaults() {
	if v.v1beta1 != nil {
		convertv1beta1.SetObjectDefaults_EndpointSlice(v.v1beta1)
		return
	}
	convertv1.SetObjectDefaults_EndpointSlice(v.v1)
}

// internal converts to the type that validation works on.
func (v *versioned) internal() (*discovery.EndpointSlice, error) {
	result := &discovery.EndpointSlice{}
	if v.v1beta1 != nil {
		return result, convertv1beta1.Convert_v1beta1_EndpointSlice_To_discovery_EndpointSlice(v.v1beta1.DeepCopy(), result, nil)
	}
	return result, convertv1.Convert_v1_EndpointSlice_To_discovery_EndpointSlice(v.v1.DeepCopy(), result, nil)
}

// external converts back to a version of the API.
func external(slice *discovery.EndpointSlice, version schema.GroupVersion) (runtime.Object, error) {
	if version == discoveryv1beta1.SchemeGroupVersion {
		result := &discoveryv1beta1.EndpointSlice{}
		return result, convertv1beta1.Convert_discovery_EndpointSlice_To_v1beta1_EndpointSlice(slice.DeepCopy(), result, nil)
	}
	result := &discoveryv1.EndpointSlice{}
	return result, convertv1.Convert_discovery_EndpointSlice_To_v1_EndpointSlice(slice.DeepCopy(), result, nil)
}

// convert turns a slice of one version into the other by way of the internal
// type.
func convert(raw json.RawMessage) (any, error) {
	var input struct {
		Direction string          `json:"direction"`
		Slice     json.RawMessage `json:"slice"`
		Defaults  bool            `json:"defaults,omitempty"`
	}
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	var from versioned
	var to schema.GroupVersion
	switch input.Direction {
	case "v1beta1ToV1":
		from.v1beta1, to = &discoveryv1beta1.EndpointSlice{}, discoveryv1.SchemeGroupVersion
		if err := json.Unmarshal(input.Slice, from.v1beta1); err != nil {
			return nil, fmt.Errorf("slice: %w", err)
		}
	case "v1ToV1beta1":
		from.v1, to = &discoveryv1.EndpointSlice{}, discoveryv1beta1.SchemeGroupVersion
		if err := json.Unmarshal(input.Slice, from.v1); err != nil {
			return nil, fmt.Errorf("slice: %w", err)
		}
	default:
		return nil, fmt.Errorf("direction %q is neither v1beta1ToV1 nor v1ToV1beta1", input.Direction)
	}
	if input.Defaults {
		from.setDefaults()
	}
	slice, err := from.internal()
	if err != nil {
		return map[string]any{"error": err.Error()}, nil
	}
	result, err := external(slice, to)
	if err != nil {
		return map[string]any{"error": err.Error()}, nil
	}
	return map[string]any{"slice": result}, nil
}
