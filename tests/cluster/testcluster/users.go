// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
)

// user is somebody with a certificate, and with a kubeconfig of that name.
type user struct {
	file   string
	name   string
	groups []string
}

// people are the contexts of DIR/kubeconfig that have a certificate; the first is
// the current one. A further one, dev, has a token.
var people = []user{
	{"admin", "admin", []string{"system:masters"}},
	{"viewer", "viewer", nil},
	{"nobody", "nobody", nil},
}

var programs = []user{
	{"controller-manager", "system:kube-controller-manager", nil},
	{"scheduler", "system:kube-scheduler", nil},
	{"kubelet-client", "kube-apiserver-kubelet-client", []string{"system:masters"}},
}

// makeUsers issues all certificates and writes all kubeconfigs.
func makeUsers(dir, server string, keys *pki) error {
	if err := os.MkdirAll(filepath.Join(dir, "kubeconfigs"), 0o700); err != nil {
		return err
	}
	for _, u := range append(append([]user{}, people...), programs...) {
		if err := keys.issue(u.file, u.name, u.groups); err != nil {
			return err
		}
		if err := writeKubeconfig(filepath.Join(dir, "kubeconfigs", u.file), server, keys, []user{u}, ""); err != nil {
			return err
		}
	}
	token, err := devToken(filepath.Join(dir, "tokens.csv"))
	if err != nil {
		return err
	}
	return writeKubeconfig(filepath.Join(dir, "kubeconfig"), server, keys, people, token)
}

// devToken reads the token of the user dev from the API server's file, or makes both.
func devToken(path string) (string, error) {
	data, err := os.ReadFile(path)
	if err == nil {
		token, _, _ := strings.Cut(string(data), ",")
		return token, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	random := make([]byte, 24)
	_, _ = rand.Read(random) // it never fails
	token := hex.EncodeToString(random)
	return token, os.WriteFile(path, []byte(token+",dev,dev\n"), 0o600)
}

// writeKubeconfig writes a context for each user, and one named dev if there is a
// token. Keys and certificates are in it, so that it may be copied elsewhere.
func writeKubeconfig(path, server string, keys *pki, users []user, token string) error {
	authority, err := os.ReadFile(keys.file("ca.crt"))
	if err != nil {
		return err
	}
	config := clientcmdapi.NewConfig()
	config.Clusters["testcluster"] = &clientcmdapi.Cluster{Server: server, CertificateAuthorityData: authority}
	add := func(name string, credentials *clientcmdapi.AuthInfo) {
		config.AuthInfos[name] = credentials
		config.Contexts[name] = &clientcmdapi.Context{Cluster: "testcluster", AuthInfo: name, Namespace: "default"}
	}
	for _, u := range users {
		certificate, err := os.ReadFile(keys.file(u.file + ".crt"))
		if err != nil {
			return err
		}
		key, err := os.ReadFile(keys.file(u.file + ".key"))
		if err != nil {
			return err
		}
		add(u.file, &clientcmdapi.AuthInfo{ClientCertificateData: certificate, ClientKeyData: key})
	}
	if token != "" {
		add("dev", &clientcmdapi.AuthInfo{Token: token})
	}
	config.CurrentContext = users[0].file
	return clientcmd.WriteToFile(*config, path)
}

// bindUsers gives viewer the right to read everything but secrets, and dev to edit
// the namespace default. Both are there already after a restart.
func bindUsers(ctx context.Context, client kubernetes.Interface) error {
	_, err := client.RbacV1().ClusterRoleBindings().Create(ctx, &rbacv1.ClusterRoleBinding{
		ObjectMeta: metav1.ObjectMeta{Name: "testcluster-viewer"}, Subjects: subject("viewer"), RoleRef: role("view")}, metav1.CreateOptions{})
	if err != nil && !apierrors.IsAlreadyExists(err) {
		return err
	}
	// The namespace default is made by the server itself, soon after it is ready.
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		_, err = client.RbacV1().RoleBindings("default").Create(ctx, &rbacv1.RoleBinding{
			ObjectMeta: metav1.ObjectMeta{Name: "testcluster-dev"}, Subjects: subject("dev"), RoleRef: role("edit")}, metav1.CreateOptions{})
		if err == nil || apierrors.IsAlreadyExists(err) {
			return nil
		}
		if time.Now().After(deadline) {
			return err
		}
	}
}

func subject(name string) []rbacv1.Subject {
	return []rbacv1.Subject{{Kind: "User", APIGroup: rbacv1.GroupName, Name: name}}
}

func role(name string) rbacv1.RoleRef {
	return rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "ClusterRole", Name: name}
}
