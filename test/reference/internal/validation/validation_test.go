package validation

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"endpointslice.test/reference/internal/casetest"
	"endpointslice.test/reference/internal/stub"
)

var parts = Parts()

func TestMain(m *testing.M) {
	stub.SilenceKlog()
	os.Exit(m.Run())
}

// answered mirrors verdict with objects that stay JSON.
type answered struct {
	Errors   []fieldError
	Warnings []string
	Prepared json.RawMessage
	Rest     *struct {
		Object   json.RawMessage
		Error    *statusError
		Warnings []string
	}
}

func slice(addressType, endpoints, ports string) string {
	return `{"metadata":{"namespace":"ns","name":"s"},"addressType":"` + addressType + `","endpoints":[` + endpoints + `],"ports":[` + ports + `]}`
}

// brief prints the errors as `Type field`.
func brief(errors []fieldError) []string {
	result := []string{}
	for _, item := range errors {
		result = append(result, item.Type+" "+item.Field)
	}
	return result
}

func TestValidateCreate(t *testing.T) {
	for object, want := range map[string][]string{
		slice("IPv4", `{"addresses":["10.0.0.1"]}`, ``): {},
		slice("", ``, ``):                                                                                        {"Required addressType"},
		slice("IP", ``, ``):                                                                                      {"NotSupported addressType"},
		slice("IPv4", `{"addresses":[]}`, ``):                                                                    {"Required endpoints[0].addresses"},
		slice("IPv4", `{"addresses":["fd00::1"]}`, ``):                                                           {"Invalid endpoints[0].addresses"},
		slice("IPv4", `{"addresses":["127.0.0.1"]}`, ``):                                                         {"Invalid endpoints[0].addresses[0]"},
		slice("IPv4", `{"addresses":["255.255.255.255"]}`, ``):                                                   {},
		slice("IPv4", `{"addresses":["010.0.0.1"]}`, ``):                                                         {"Invalid endpoints[0].addresses[0]"},
		slice("IPv6", `{"addresses":["fd00:0::1"]}`, ``):                                                         {"Invalid endpoints[0].addresses[0]"},
		slice("FQDN", `{"addresses":["example"]}`, ``):                                                           {"Invalid endpoints[0].addresses[0]"},
		slice("IPv4", ``, `{"name":"a"},{"name":"a"}`):                                                           {"Duplicate ports[1].name"},
		slice("IPv4", ``, `{"name":"A","protocol":"tcp","appProtocol":"","port":-1}`):                            {"Invalid ports[0].name", "NotSupported ports[0].protocol", "Invalid ports[0].appProtocol", "Invalid ports[0].appProtocol"},
		slice("IPv4", `{"addresses":["10.0.0.1"],"nodeName":"","hostname":"a.b"}`, ``):                           {"Invalid endpoints[0].nodeName", "Invalid endpoints[0].hostname"},
		slice("IPv4", `{"addresses":["10.0.0.1"],"deprecatedTopology":{"topology.kubernetes.io/zone":"z"}}`, ``): {"InternalError endpoints[0].deprecatedTopology[topology.kubernetes.io/zone]"},
		// Nodes are not looked at after too many zones; the empty zone is valid.
		slice("IPv4", `{"addresses":["10.0.0.1"],"hints":{"forZones":[{"name":""},{"name":"1"},{"name":"2"},{"name":"3"},{"name":"4"},{"name":"5"},{"name":"6"},{"name":"7"},{"name":"8"}],"forNodes":[{"name":""}]}}`, ``): {"TooMany endpoints[0].hints.forZones"},
		slice("IPv4", `{"addresses":["10.0.0.1"],"hints":{"forZones":[{"name":""}],"forNodes":[{"name":""},{"name":""}]}}`, ``):                                                                                             {"Invalid endpoints[0].hints.forNodes[0].name", "Duplicate endpoints[0].hints.forNodes[1].name", "Invalid endpoints[0].hints.forNodes[1].name"},
	} {
		got := casetest.Ask[answered](t, parts, "validateCreate", `{"slice":`+object+`}`)
		if !reflect.DeepEqual(brief(got.Errors), want) {
			t.Errorf("%s:\n got %v\nwant %v", object, brief(got.Errors), want)
		}
	}
}

// The rules of the group and the whole way through the registry agree, and are
// those of the release.
func TestDeclaredRules(t *testing.T) {
	for object, want := range map[string]struct {
		message string
		times   int
	}{
		slice("IPv4", `{"addresses":[]}`, ``): {wantedWithoutAddress, 1},
		slice("IPv6", `{"addresses":["10.0.0.1","10.0.0.1"]}`, ``): {
			`endpoints[0].addresses: Invalid value: "10.0.0.1": must be an IPv6 address`, wantedRepetitions,
		},
	} {
		got := casetest.Ask[answered](t, parts, "validateCreate", `{"slice":`+object+`,"strategy":true}`)
		if len(got.Errors) != want.times || len(got.Rest.Error.Causes) != want.times {
			t.Errorf("%s: %d errors, %d causes, want %d", object, len(got.Errors), len(got.Rest.Error.Causes), want.times)
		}
		for _, item := range got.Errors {
			if item.Message != want.message {
				t.Errorf("%s:\n got %s\nwant %s", object, item.Message, want.message)
			}
		}
	}
}

func TestErrorTexts(t *testing.T) {
	got := casetest.Ask[answered](t, parts, "validateCreate", `{"slice":`+slice("IP", `{"addresses":["010.0.0.1"]}`, ``)+`}`)
	first := got.Errors[0]
	if first.BadValue == nil || *first.BadValue != `"IP"` || first.Detail != `supported values: "FQDN", "IPv4", "IPv6"` || first.Message != `addressType: Unsupported value: "IP": supported values: "FQDN", "IPv4", "IPv6"` {
		t.Errorf("error %+v", first)
	}
	got = casetest.Ask[answered](t, parts, "validateCreate", `{"slice":`+slice("", ``, ``)+`}`)
	if got.Errors[0].BadValue != nil {
		t.Errorf("error %+v", got.Errors[0])
	}
	got = casetest.Ask[answered](t, parts, "validateCreate", `{"slice":`+slice("IPv4", `{"addresses":["010.0.0.1"]}`, ``)+`}`)
	if got.Errors[0].Detail != "must not have leading 0s" {
		t.Errorf("error %+v", got.Errors[0])
	}
}

// A port without a name panics unless defaulting comes first.
func TestUndefaulted(t *testing.T) {
	casetest.Panics(t, parts, "validateCreate", `{"defaults":false,"slice":`+slice("IPv4", ``, `{"protocol":"TCP"}`)+`}`)
}

func TestValidateUpdateRatchets(t *testing.T) {
	bad := `{"addresses":["127.0.0.1"]}`
	got := casetest.Ask[answered](t, parts, "validateUpdate", `{"slice":`+slice("IPv6", bad, ``)+`,"old":`+slice("IPv4", bad, ``)+`}`)
	if !reflect.DeepEqual(brief(got.Errors), []string{"Invalid addressType"}) || got.Errors[0].Detail != "field is immutable" {
		t.Errorf("errors %+v", got.Errors)
	}
	got = casetest.Ask[answered](t, parts, "validateUpdate", `{"slice":`+slice("IPv4", bad+`,{"addresses":["10.0.0.1"]}`, ``)+`,"old":`+slice("IPv4", bad, ``)+`}`)
	if !reflect.DeepEqual(brief(got.Errors), []string{"Invalid endpoints[0].addresses[0]"}) {
		t.Errorf("errors %+v", got.Errors)
	}
}

func TestAnnotationKeysAreLowercased(t *testing.T) {
	for key, want := range map[string]int{"İ": 0, "ı": 1, "A": 0} {
		object := strings.Replace(slice("IPv4", ``, ``), `"name":"s"`, `"name":"s","annotations":{"`+key+`":""}`, 1)
		if got := casetest.Ask[answered](t, parts, "validateCreate", `{"slice":`+object+`}`); len(got.Errors) != want {
			t.Errorf("%s: %+v", key, got.Errors)
		}
	}
}

func TestWarnings(t *testing.T) {
	got := casetest.Ask[answered](t, parts, "validateCreate", `{"slice":`+slice("FQDN", `{"addresses":["::ffff:1.2.3.4","1:0::1","x"]}`, ``)+`}`)
	want := []string{
		"spec.addressType: FQDN endpoints are deprecated",
		`endpoints[0].addresses[0]: non-standard IP address "::ffff:1.2.3.4" is invalid: use "1.2.3.4"`,
		`endpoints[0].addresses[1]: IPv6 address "1:0::1" should be in RFC 5952 canonical format ("1::1")`,
	}
	if !reflect.DeepEqual(got.Warnings, want) {
		t.Errorf("warnings %q", got.Warnings)
	}
}

func TestPrepare(t *testing.T) {
	type prepared struct {
		Metadata  struct{ Generation int64 }
		Endpoints []struct {
			NodeName           *string
			DeprecatedTopology map[string]string
			Topology           map[string]string
		}
	}
	read := func(raw json.RawMessage) (result prepared) {
		if err := json.Unmarshal(raw, &result); err != nil {
			t.Fatal(err)
		}
		return result
	}
	old := slice("IPv4", `{"addresses":["10.0.0.1"],"deprecatedTopology":{"kubernetes.io/hostname":"n"}}`, ``)
	changed := slice("IPv4", `{"addresses":["10.0.0.2"],"deprecatedTopology":{"kubernetes.io/hostname":"n","x":"y"}}`, ``)
	got := read(casetest.Ask[answered](t, parts, "validateUpdate", `{"prepare":true,"slice":`+changed+`,"old":`+old+`}`).Prepared)
	if got.Metadata.Generation != 1 || got.Endpoints[0].NodeName == nil || *got.Endpoints[0].NodeName != "n" || got.Endpoints[0].DeprecatedTopology != nil {
		t.Errorf("prepared %+v", got)
	}
	beta := `{"apiVersion":"discovery.k8s.io/v1beta1",` + slice("IPv4", `{"addresses":["10.0.0.1"],"topology":{"x":"y"}}`, ``)[1:]
	got = read(casetest.Ask[answered](t, parts, "validateCreate", `{"prepare":true,"slice":`+beta+`}`).Prepared)
	if got.Metadata.Generation != 1 || got.Endpoints[0].Topology["x"] != "y" {
		t.Errorf("prepared %+v", got)
	}
}

func TestRegistry(t *testing.T) {
	generated := strings.Replace(slice("IPv4", `{"addresses":["10.0.0.1"]}`, `{"port":80}`), `"name":"s"`, `"generateName":"s-"`, 1)
	got := casetest.Ask[answered](t, parts, "validateCreate", `{"strategy":true,"slice":`+generated+`}`).Rest
	if got.Error != nil || !strings.Contains(string(got.Object), `"name":"s-00000"`) || !strings.Contains(string(got.Object), `"protocol":"TCP"`) {
		t.Errorf("rest %s %+v", got.Object, got.Error)
	}
	got = casetest.Ask[answered](t, parts, "validateCreate", `{"strategy":true,"slice":`+slice("IPv4", `{"addresses":["127.0.0.1"]}`, ``)+`}`).Rest
	if got.Error == nil || got.Error.Code != 422 || len(got.Error.Causes) != 1 || got.Error.Causes[0].Type != "FieldValueInvalid" || got.Error.Causes[0].Field != "endpoints[0].addresses[0]" {
		t.Errorf("error %+v", got.Error)
	}
	// An update of a stored object keeps its uid; a new name is refused.
	old := strings.Replace(slice("IPv4", ``, ``), `"name":"s"`, `"name":"s","uid":"u","resourceVersion":"7","generation":3`, 1)
	got = casetest.Ask[answered](t, parts, "validateUpdate", `{"strategy":true,"slice":`+slice("IPv4", `{"addresses":["10.0.0.1"]}`, ``)+`,"old":`+old+`}`).Rest
	if got.Error != nil || !strings.Contains(string(got.Object), `"uid":"u"`) || !strings.Contains(string(got.Object), `"generation":4`) {
		t.Errorf("rest %s %+v", got.Object, got.Error)
	}
	renamed := strings.Replace(slice("IPv4", ``, ``), `"name":"s"`, `"name":"t"`, 1)
	got = casetest.Ask[answered](t, parts, "validateUpdate", `{"strategy":true,"slice":`+renamed+`,"old":`+old+`}`).Rest
	if got.Error == nil || len(got.Error.Causes) != 1 || got.Error.Causes[0].Field != "metadata.name" {
		t.Errorf("error %+v", got.Error)
	}
}

func TestIP(t *testing.T) {
	type answer struct {
		Printed      string
		Sloppy       *string
		Strict       bool
		LegacyStrict bool
	}
	for value, want := range map[string]struct {
		printed        string
		strict, legacy bool
	}{
		"::00001":              {"::1", false, false},
		"1:2:3:4:5:6:7::":      {"1:2:3:4:5:6:7:0", false, true},
		"::1.2.3.4":            {"::102:304", false, true},
		"0000000000001.2.3.4":  {"1.2.3.4", false, false},
		"::ffff:102:304":       {"1.2.3.4", false, false},
		"1:0:0:2:3:0:0:4":      {"1::2:3:0:0:4", false, true},
		"2001:db8:0:1:1:1:1:1": {"2001:db8:0:1:1:1:1:1", true, true},
		"fe80::1%eth0":         {"", false, false},
		"1.2.3":                {"", false, false},
		"+1.2.3.4":             {"", false, false},
		"12345::":              {"", false, false},
		"1:":                   {"", false, false},
		":::":                  {"", false, false},
	} {
		got := casetest.Ask[answer](t, parts, "ip", `{"value":"`+value+`"}`)
		if (got.Sloppy == nil) != (want.printed == "") || (got.Sloppy != nil && *got.Sloppy != want.printed) || got.Strict != want.strict || got.LegacyStrict != want.legacy {
			t.Errorf("%s: %+v", value, got)
		}
		if got.Sloppy == nil && got.Printed != "<nil>" {
			t.Errorf("%s prints %s", value, got.Printed)
		}
	}
}

func TestNames(t *testing.T) {
	type answer struct {
		DNS1123Label, DNS1123Subdomain, QualifiedName, LabelValue, EndpointSliceNamePrefix []string
	}
	got := casetest.Ask[answer](t, parts, "names", `{"value":"a.b"}`)
	if !reflect.DeepEqual(got.DNS1123Label, []string{"must not contain dots"}) || len(got.DNS1123Subdomain) != 0 {
		t.Errorf("answer %+v", got)
	}
	got = casetest.Ask[answer](t, parts, "names", `{"value":""}`)
	if len(got.QualifiedName) != 2 || len(got.LabelValue) != 0 {
		t.Errorf("answer %+v", got)
	}
	if got = casetest.Ask[answer](t, parts, "names", `{"value":"`+strings.Repeat("a", 252)+`-"}`); len(got.EndpointSliceNamePrefix) != 0 || len(got.DNS1123Subdomain) != 1 {
		t.Errorf("answer %+v", got)
	}
}

func TestConvert(t *testing.T) {
	type answer struct {
		Slice struct {
			Endpoints []struct {
				Topology, DeprecatedTopology map[string]string
				Zone, NodeName               *string
			}
		}
	}
	got := casetest.Ask[answer](t, parts, "convert", `{"direction":"v1beta1ToV1","slice":{"endpoints":[
		{"addresses":["a"],"nodeName":"n","topology":{"kubernetes.io/hostname":"n","topology.kubernetes.io/zone":""}},
		{"addresses":["b"],"topology":{"kubernetes.io/hostname":"n"}},{"addresses":["c"]}]}}`).Slice.Endpoints
	if got[0].DeprecatedTopology != nil || got[0].Zone == nil || *got[0].Zone != "" || got[1].NodeName != nil || got[1].DeprecatedTopology["kubernetes.io/hostname"] != "n" || got[2].Zone != nil {
		t.Errorf("endpoints %+v", got)
	}
	got = casetest.Ask[answer](t, parts, "convert", `{"direction":"v1ToV1beta1","slice":{"endpoints":[
		{"addresses":["a"],"nodeName":"n","zone":"z","deprecatedTopology":{"kubernetes.io/hostname":"","topology.kubernetes.io/zone":"y"}},{"addresses":["b"]}]}}`).Slice.Endpoints
	if !reflect.DeepEqual(got[0].Topology, map[string]string{"kubernetes.io/hostname": "n", "topology.kubernetes.io/zone": "z"}) || got[1].Topology != nil {
		t.Errorf("endpoints %+v", got)
	}
}

func TestStrictDecode(t *testing.T) {
	type answer struct {
		APIVersion, Kind string
		Fatal            *string
		Strict           []string
	}
	ask := func(text string) answer {
		quoted, _ := json.Marshal(text)
		return casetest.Ask[answer](t, parts, "strictDecode", `{"text":`+string(quoted)+`}`)
	}
	got := ask(`{"addressType":"IPv4","addressType":"IPv6","what":1,"endpoints":[{"Addresses":[]}]}`)
	want := []string{`duplicate field "addressType"`, `unknown field "what"`, `unknown field "endpoints[0].Addresses"`}
	if got.Fatal != nil || got.Kind != "EndpointSlice" || !reflect.DeepEqual(got.Strict, want) {
		t.Errorf("answer %+v", got)
	}
	if got = ask(`{"addressType":1}`); got.Fatal == nil {
		t.Errorf("answer %+v", got)
	}
}
