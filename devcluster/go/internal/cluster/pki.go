package cluster

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// pki is the folder of keys and certificates of one cluster. What is already there is kept, so that tokens of an
// earlier run on the same data stay valid.
type pki struct{ folder string }

func (p pki) path(name string) string { return filepath.Join(p.folder, name) }

func (p pki) ensure(where place) error {
	if _, err := os.Stat(p.path("complete")); err == nil {
		return nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(p.folder, 0o700); err != nil {
		return err
	}
	if err := p.writeCertificates(where); err != nil {
		return err
	}
	if err := p.writeServiceAccountKeys(); err != nil {
		return err
	}
	if err := p.writeTokens(where.accounts); err != nil {
		return err
	}
	return os.WriteFile(p.path("complete"), nil, 0o600)
}

// authority signs the certificates of one cluster; its key is not kept.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func (p pki) writeCertificates(where place) error {
	signer, err := p.writeAuthority()
	if err != nil {
		return err
	}
	names := []string{"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"}
	server := servingCertificate(2, "kube-apiserver", names, "127.0.0.1", where.apiService, where.address)
	if err := p.writeSigned("apiserver", server, signer); err != nil || !where.hasKubelet {
		return err
	}
	client := certificate(4, "kube-apiserver")
	client.Subject.Organization = []string{"system:masters"}
	client.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	return errors.Join(
		p.writeSigned("kubelet", servingCertificate(3, "kubelet", nil, where.address), signer),
		p.writeSigned("apiserver-to-kubelet", client, signer))
}

func (p pki) writeAuthority() (authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return authority{}, err
	}
	own := certificate(1, "devcluster-ca")
	own.IsCA, own.BasicConstraintsValid = true, true
	own.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature
	der, err := x509.CreateCertificate(rand.Reader, own, own, key.Public(), key)
	if err != nil {
		return authority{}, err
	}
	if own, err = x509.ParseCertificate(der); err != nil {
		return authority{}, err
	}
	return authority{own, key}, p.writePEM("ca.crt", "CERTIFICATE", der)
}

func (p pki) writeSigned(name string, template *x509.Certificate, signer authority) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	der, err := x509.CreateCertificate(rand.Reader, template, signer.certificate, key.Public(), signer.key)
	if err != nil {
		return err
	}
	return errors.Join(p.writePEM(name+".crt", "CERTIFICATE", der), p.writeKey(name+".key", key))
}

func servingCertificate(serial int64, name string, names []string, addresses ...string) *x509.Certificate {
	server := certificate(serial, name)
	server.KeyUsage = x509.KeyUsageDigitalSignature
	server.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	server.DNSNames = names
	for _, address := range addresses {
		server.IPAddresses = append(server.IPAddresses, net.ParseIP(address))
	}
	return server
}

func certificate(serial int64, name string) *x509.Certificate {
	now := time.Now()
	return &x509.Certificate{
		SerialNumber: big.NewInt(serial),
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    now.Add(-time.Hour),
		NotAfter:     now.AddDate(10, 0, 0),
	}
}

func (p pki) writeServiceAccountKeys() error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return err
	}
	return errors.Join(p.writeKey("service-account.key", key), p.writePEM("service-account.pub", "PUBLIC KEY", public))
}

func (p pki) writeTokens(accounts []account) error {
	token := newToken()
	table := token + ",admin,admin,system:masters\n"
	failures := []error{os.WriteFile(p.path("token"), []byte(token), 0o600)}
	for _, account := range accounts {
		own := newToken()
		table += fmt.Sprintf("%s,%s,%s,%s\n", own, account.user, account.user, account.group)
		failures = append(failures, os.WriteFile(p.path(account.name+".token"), []byte(own), 0o600))
	}
	return errors.Join(append(failures, os.WriteFile(p.path("tokens.csv"), []byte(table), 0o600))...)
}

func newToken() string {
	secret := make([]byte, 16)
	_, _ = rand.Read(secret) // never fails
	return hex.EncodeToString(secret)
}

func (p pki) writeKey(name string, key crypto.Signer) error {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	return p.writePEM(name, "PRIVATE KEY", der)
}

func (p pki) writePEM(name, kind string, der []byte) error {
	return os.WriteFile(p.path(name), pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600)
}
