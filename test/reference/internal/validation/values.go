package validation

import (
	"encoding/json"
	"fmt"

	discoveryv1 "k8s.io/api/discovery/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	jsonserializer "k8s.io/apimachinery/pkg/runtime/serializer/json"
	utilvalidation "k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	corevalidation "k8s.io/kubernetes/pkg/apis/core/validation"
	"k8s.io/kubernetes/pkg/apis/discovery/validation"
	netutils "k8s.io/utils/net"

	"endpointslice.test/reference/internal/protocol"
)

type value struct {
	Value string `json:"value"`
}

// ip says what every IP function of interest makes of a text.
func ip(raw json.RawMessage) (any, error) {
	var input value
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	path := field.NewPath("ip")
	parsed := netutils.ParseIPSloppy(input.Value)
	var sloppy *string
	if parsed != nil {
		text := parsed.String()
		sloppy = &text
	}
	strict := utilvalidation.IsValidIP(path, input.Value)
	legacy := corevalidation.IsValidIPForLegacyField(path, input.Value, nil)
	lenient := utilvalidation.IsValidIPForLegacyField(path, input.Value, false, nil)
	return map[string]any{
		// printed is what the reference prints for the parsed value, `<nil>`
		// for an unparsable one.
		"printed":            parsed.String(),
		"sloppy":             sloppy,
		"isIPv4":             netutils.IsIPv4String(input.Value),
		"isIPv6":             netutils.IsIPv6String(input.Value),
		"strict":             len(strict) == 0,
		"strictErrors":       describeErrors(strict),
		"legacyStrict":       len(legacy) == 0,
		"legacyStrictErrors": describeErrors(legacy),
		"legacyLenient":      len(lenient) == 0,
		"endpointErrors":     describeErrors(corevalidation.ValidateEndpointIP(input.Value, path)),
		"warnings":           notNil(utilvalidation.GetWarningsForIP(path, input.Value)),
	}, nil
}

// names says what every name grammar makes of a text; an empty list means that
// it is valid.
func names(raw json.RawMessage) (any, error) {
	var input value
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	return map[string]any{
		"dns1123Label":             notNil(utilvalidation.IsDNS1123Label(input.Value)),
		"dns1123Subdomain":         notNil(utilvalidation.IsDNS1123Subdomain(input.Value)),
		"qualifiedName":            notNil(utilvalidation.IsQualifiedName(input.Value)),
		"labelValue":               notNil(utilvalidation.IsValidLabelValue(input.Value)),
		"endpointSliceName":        notNil(validation.ValidateEndpointSliceName(input.Value, false)),
		"endpointSliceNamePrefix":  notNil(validation.ValidateEndpointSliceName(input.Value, true)),
		"fullyQualifiedDomainName": describeErrors(utilvalidation.IsFullyQualifiedDomainName(field.NewPath("name"), input.Value)),
	}, nil
}

var strictSerializer = jsonserializer.NewSerializerWithOptions(jsonserializer.DefaultMetaFactory,
	legacyscheme.Scheme, legacyscheme.Scheme, jsonserializer.SerializerOptions{Strict: true})

// strictDecode decodes a text as an API server does under strict field
// validation. Fatal is the reason why there is no object; strict lists what
// makes a server refuse an object it could read.
func strictDecode(raw json.RawMessage) (any, error) {
	var input struct {
		Text string `json:"text"`
		// APIVersion and Kind are taken when the text has none; absent means
		// the current EndpointSlice.
		APIVersion string `json:"apiVersion,omitempty"`
		Kind       string `json:"kind,omitempty"`
	}
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	kind := discoveryv1.SchemeGroupVersion.WithKind("EndpointSlice")
	if input.APIVersion != "" {
		version, err := schema.ParseGroupVersion(input.APIVersion)
		if err != nil {
			return nil, fmt.Errorf("apiVersion: %w", err)
		}
		kind = version.WithKind(kind.Kind)
	}
	if input.Kind != "" {
		kind.Kind = input.Kind
	}
	object, actual, err := strictSerializer.Decode([]byte(input.Text), &kind, nil)
	output := struct {
		Object     runtime.Object `json:"object"`
		APIVersion string         `json:"apiVersion"`
		Kind       string         `json:"kind"`
		Fatal      *string        `json:"fatal"`
		Strict     []string       `json:"strict"`
	}{Object: object, Strict: []string{}}
	if actual != nil {
		output.APIVersion, output.Kind = actual.GroupVersion().String(), actual.Kind
	}
	if strict, isStrict := runtime.AsStrictDecodingError(err); isStrict {
		for _, problem := range strict.Errors() {
			output.Strict = append(output.Strict, problem.Error())
		}
	} else if err != nil {
		text := err.Error()
		output.Fatal = &text
	}
	return output, nil
}
