//go:build !kubernetes1.36

package validation

// What the registry says since some rules are declared: their own words, and
// nothing twice.
const (
	wantedWithoutAddress = "endpoints[0].addresses: Required value"
	wantedRepetitions    = 1
)
