package cluster

import (
	"context"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

// probe asks the API server whether parts of the cluster work.
type probe struct{ client kubernetes.Interface }

func newProbe(config *rest.Config) (probe, error) {
	config = rest.CopyConfig(config)
	config.QPS, config.Burst, config.Timeout = 200, 200, 5*time.Second
	client, err := kubernetes.NewForConfig(config)
	return probe{client}, err
}

func (p probe) ready(ctx context.Context) error {
	return p.client.Discovery().RESTClient().Get().AbsPath("/readyz").Do(ctx).Error()
}

// controllersWork holds when the account that every Pod needs has been made.
func (p probe) controllersWork(ctx context.Context) error {
	_, err := p.client.CoreV1().ServiceAccounts(metav1.NamespaceDefault).Get(ctx, "default", metav1.GetOptions{})
	return err
}
