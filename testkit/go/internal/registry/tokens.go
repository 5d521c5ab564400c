package registry

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/distribution/distribution/v3/registry/auth/token"
	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

const (
	service = "test-registry"
	issuer  = "test-tokens"
	keyID   = "test-key"
	// refreshToken may be used in place of the password.
	refreshToken = "test-identity-token"
)

// tokenService gives tokens for a login, as the token protocol of the distribution project has it.
type tokenService struct {
	options *options
	signer  jose.Signer
	keyFile string
}

func newTokenService(options *options) (*tokenService, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	public := jose.JSONWebKeySet{Keys: []jose.JSONWebKey{
		{Key: key.Public(), KeyID: keyID, Algorithm: string(jose.ES256), Use: "sig"},
	}}
	text, err := json.Marshal(public)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(options.dir, "token-keys.json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		return nil, err
	}
	headers := (&jose.SignerOptions{}).WithHeader("kid", keyID)
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: key}, headers)
	return &tokenService{options, signer, file}, err
}

func (s *tokenService) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	isUser := s.isUser(r)
	if !isUser && (r.Header.Get("Authorization") != "" || r.Method == http.MethodPost || !s.options.anonymousPull) {
		http.Error(w, `{"details":"incorrect username or password"}`, http.StatusUnauthorized)
		return
	}
	now := time.Now()
	claims := token.ClaimSet{
		Issuer:     issuer,
		Subject:    s.options.user,
		Audience:   []string{service},
		Expiration: now.Add(5 * time.Minute).Unix(),
		NotBefore:  now.Add(-time.Minute).Unix(),
		IssuedAt:   now.Unix(),
		JWTID:      rand.Text(),
		Access:     granted(r.Form["scope"], isUser),
	}
	text, err := jwt.Signed(s.signer).Claims(claims).Serialize()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"token": text, "access_token": text, "expires_in": 300})
}

func (s *tokenService) isUser(r *http.Request) bool {
	if r.Method == http.MethodPost {
		return r.Form.Get("grant_type") == "refresh_token" && r.Form.Get("refresh_token") == refreshToken
	}
	user, password, ok := r.BasicAuth()
	return ok && user == s.options.user && password == s.options.password
}

// granted is everything that was asked for, but for strangers only what pulls.
func granted(scopes []string, isUser bool) []*token.ResourceActions {
	var access []*token.ResourceActions
	for _, scope := range strings.Fields(strings.Join(scopes, " ")) {
		parts := strings.Split(scope, ":")
		if len(parts) < 3 {
			continue
		}
		actions := strings.Split(parts[len(parts)-1], ",")
		if !isUser {
			actions = []string{"pull"}
		}
		access = append(access, &token.ResourceActions{
			Type: parts[0], Name: strings.Join(parts[1:len(parts)-1], ":"), Actions: actions,
		})
	}
	return access
}
