package simnode

import (
	"log"
	"strconv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// A Pod may say how it wants to be played, by annotations. Without them it becomes ready at once, or, when its restart
// policy is not Always, ends successfully at once.
const (
	readyAfterAnnotation = "devcluster.capstan.dev/ready-after" // duration, for example 3s
	neverReadyAnnotation = "devcluster.capstan.dev/never-ready" // "true"
	runForAnnotation     = "devcluster.capstan.dev/run-for"     // duration until the containers end
	exitCodeAnnotation   = "devcluster.capstan.dev/exit-code"   // exit code of the containers
)

type script struct {
	readyAfter time.Duration
	neverReady bool
	runFor     time.Duration
	exitCode   int32
}

func scriptOf(pod *corev1.Pod) script {
	return script{
		readyAfter: duration(pod, readyAfterAnnotation),
		neverReady: pod.Annotations[neverReadyAnnotation] == "true",
		runFor:     duration(pod, runForAnnotation),
		exitCode:   exitCode(pod),
	}
}

func duration(pod *corev1.Pod, annotation string) time.Duration {
	text, found := pod.Annotations[annotation]
	if !found {
		return 0
	}
	parsed, err := time.ParseDuration(text)
	if err != nil {
		log.Printf("nodes: pod %s/%s: annotation %s: %v", pod.Namespace, pod.Name, annotation, err)
	}
	return parsed
}

func exitCode(pod *corev1.Pod) int32 {
	text, found := pod.Annotations[exitCodeAnnotation]
	if !found {
		return 0
	}
	parsed, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		log.Printf("nodes: pod %s/%s: annotation %s: %v", pod.Namespace, pod.Name, exitCodeAnnotation, err)
	}
	return int32(parsed)
}

// unpullableImage finds an image whose registry can never exist: a host name under .invalid (RFC 2606).
func unpullableImage(pod *corev1.Pod) (string, bool) {
	for _, container := range pod.Spec.Containers {
		registry, _, hasPath := strings.Cut(container.Image, "/")
		host, _, _ := strings.Cut(registry, ":")
		if hasPath && (host == "invalid" || strings.HasSuffix(host, ".invalid")) {
			return container.Image, true
		}
	}
	return "", false
}
