// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
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

const validity = 365 * 24 * time.Hour

// pki is a folder of keys, and of certificates of one authority. What is there is
// kept, so that a cluster that is started again is the same to its users.
type pki struct {
	dir       string
	authority *x509.Certificate
	key       *ecdsa.PrivateKey
}

func openPKI(dir string) (*pki, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	p := &pki{dir: dir}
	var err error
	if p.key, err = p.keyOf("ca"); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(p.file("ca.crt"))
	if errors.Is(err, fs.ErrNotExist) {
		template := p.template(pkix.Name{CommonName: "testcluster-ca"})
		template.IsCA, template.BasicConstraintsValid = true, true
		template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature
		if err = p.sign("ca", template, template, p.key); err != nil {
			return nil, err
		}
		data, err = os.ReadFile(p.file("ca.crt"))
	}
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(data)
	if block == nil {
		return nil, fmt.Errorf("%s is no PEM: delete the folder %s", p.file("ca.crt"), dir)
	}
	p.authority, err = x509.ParseCertificate(block.Bytes)
	return p, err
}

func (p *pki) file(name string) string { return filepath.Join(p.dir, name) }

// keyOf reads NAME.key, or makes it.
func (p *pki) keyOf(name string) (*ecdsa.PrivateKey, error) {
	data, err := os.ReadFile(p.file(name + ".key"))
	if err == nil {
		block, _ := pem.Decode(data)
		if block == nil {
			return nil, fmt.Errorf("%s is no PEM: delete the folder %s", p.file(name+".key"), p.dir)
		}
		return x509.ParseECPrivateKey(block.Bytes)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return nil, err
	}
	return key, p.write(name+".key", "EC PRIVATE KEY", der)
}

func (p *pki) template(subject pkix.Name) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120)) // the reader never fails
	now := time.Now()
	return &x509.Certificate{SerialNumber: serial, Subject: subject, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(validity)}
}

// issue makes NAME.crt and NAME.key: a client's certificate, in which Kubernetes
// reads the user as the common name and the groups as organizations, and a server's
// too where it has hosts.
func (p *pki) issue(name, user string, groups []string, hosts ...string) error {
	key, err := p.keyOf(name)
	if err != nil {
		return err
	}
	template := p.template(pkix.Name{CommonName: user, Organization: groups})
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	if len(hosts) > 0 {
		template.ExtKeyUsage = append(template.ExtKeyUsage, x509.ExtKeyUsageServerAuth)
	}
	for _, host := range hosts {
		if ip := net.ParseIP(host); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	return p.sign(name, template, p.authority, key)
}

func (p *pki) sign(name string, template, parent *x509.Certificate, key *ecdsa.PrivateKey) error {
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), p.key)
	if err != nil {
		return err
	}
	return p.write(name+".crt", "CERTIFICATE", der)
}

// publicKey writes NAME.pub beside NAME.key.
func (p *pki) publicKey(name string) error {
	key, err := p.keyOf(name)
	if err != nil {
		return err
	}
	der, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return err
	}
	return p.write(name+".pub", "PUBLIC KEY", der)
}

func (p *pki) write(name, kind string, der []byte) error {
	return os.WriteFile(p.file(name), pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600)
}
