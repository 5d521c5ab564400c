package dev.capstan.kustomize.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Ordinary objects with random names, values and references to each other. */
final class RandomObjects extends RandomChoices {
    private final List<String> made = new ArrayList<>();

    RandomObjects(Random random) {
        super(random);
    }

    /** Kind and name of every object made so far. */
    List<String> made() {
        return made;
    }

    /** Makers of one object each, one for every kind there is. */
    List<Consumer<StringBuilder>> makers() {
        return List.of(
                this::deployment,
                this::statefulSet,
                this::service,
                this::configMap,
                this::secret,
                this::serviceAccount,
                this::roleBinding,
                this::ingress,
                this::cronJob,
                this::scaler,
                this::custom,
                this::namespace,
                this::clusterRole,
                this::networkPolicy);
    }

    /** Makers for an overlay: of kinds that nothing depends on. */
    List<Consumer<StringBuilder>> additions() {
        return List.of(this::custom, this::configMap, this::service);
    }

    private String metadata(String kind, String name) {
        made.add(kind + "/" + name);
        StringBuilder text = new StringBuilder("kind: " + kind + "\nmetadata:\n  name: " + name + "\n");
        if (oneIn(4)) {
            text.append("  namespace: ")
                    .append(any(List.of("one", "two", "default")))
                    .append('\n');
        }
        if (oneIn(2)) {
            text.append("  labels:\n    app: ").append(name).append('\n');
            if (oneIn(2)) {
                text.append("    tier: ").append(string()).append('\n');
            }
        }
        if (oneIn(3)) {
            text.append("  annotations:\n    note: ").append(string()).append('\n');
        }
        return text.toString();
    }

    private void podTemplate(StringBuilder out, String indent, String app) {
        String i = indent;
        out.append(i)
                .append("template:\n")
                .append(i)
                .append("  metadata:\n")
                .append(i)
                .append("    labels:\n");
        out.append(i).append("      app: ").append(app).append('\n');
        out.append(i).append("  spec:\n");
        if (oneIn(3)) {
            out.append(i).append("    serviceAccountName: ").append(name()).append('\n');
        }
        if (oneIn(3)) {
            out.append(i).append("    initContainers:\n").append(i).append("    - name: init\n");
            out.append(i).append("      image: ").append(image()).append('\n');
        }
        out.append(i).append("    containers:\n");
        int containers = 1 + random.nextInt(2);
        for (int c = 0; c < containers; c++) {
            out.append(i).append("    - name: c").append(c).append('\n');
            out.append(i).append("      image: ").append(image()).append('\n');
            if (oneIn(2)) {
                out.append(i).append("      env:\n").append(i).append("      - name: A\n");
                out.append(i).append("        value: ").append(string()).append('\n');
                out.append(i).append("      - name: B\n").append(i).append("        valueFrom:\n");
                String source = oneIn(2) ? "configMapKeyRef" : "secretKeyRef";
                out.append(i).append("          ").append(source).append(":\n");
                out.append(i).append("            name: ").append(name()).append('\n');
                out.append(i).append("            key: k\n");
            }
            if (oneIn(3)) {
                out.append(i).append("      ports:\n").append(i).append("      - containerPort: 80\n");
                out.append(i).append("        name: http\n");
            }
            if (oneIn(3)) {
                out.append(i).append("      envFrom:\n").append(i).append("      - configMapRef:\n");
                out.append(i).append("          name: ").append(name()).append('\n');
            }
        }
        if (oneIn(3)) {
            out.append(i)
                    .append("    volumes:\n")
                    .append(i)
                    .append("    - name: v\n")
                    .append(i);
            out.append("      configMap:\n")
                    .append(i)
                    .append("        name: ")
                    .append(name())
                    .append('\n');
        }
    }

    private void deployment(StringBuilder out) {
        String name = name();
        out.append("apiVersion: apps/v1\n").append(metadata("Deployment", name)).append("spec:\n");
        if (oneIn(2)) {
            out.append("  replicas: ").append(random.nextInt(4)).append('\n');
        }
        out.append("  selector:\n    matchLabels:\n      app: ").append(name).append('\n');
        podTemplate(out, "  ", name);
    }

    private void statefulSet(StringBuilder out) {
        String name = name();
        out.append("apiVersion: apps/v1\n").append(metadata("StatefulSet", name));
        out.append("spec:\n  serviceName: ").append(name()).append("\n  selector:\n    matchLabels:\n      app: ");
        out.append(name).append('\n');
        podTemplate(out, "  ", name);
    }

    private void cronJob(StringBuilder out) {
        String name = name();
        out.append("apiVersion: batch/v1\n").append(metadata("CronJob", name));
        out.append("spec:\n  schedule: '*/5 * * * *'\n  jobTemplate:\n    spec:\n");
        podTemplate(out, "      ", name);
    }

    private void service(StringBuilder out) {
        String name = name();
        out.append("apiVersion: v1\n").append(metadata("Service", name));
        out.append("spec:\n  selector: {app: ").append(name).append("}\n  ports:\n  - port: 80\n    name: http\n");
    }

    void configMap(StringBuilder out) {
        out.append("apiVersion: v1\n")
                .append(metadata("ConfigMap", name()))
                .append("data:\n  k: ")
                .append(string());
        out.append('\n');
        if (oneIn(2)) {
            out.append("  text: |\n    line one\n      line two\n\n    end\n");
        }
        if (oneIn(3)) {
            out.append("  folded: >-\n    line one\n    line two\n\n    end\n");
        }
    }

    private void secret(StringBuilder out) {
        out.append("apiVersion: v1\n").append(metadata("Secret", name())).append("type: Opaque\nstringData:\n  k: ");
        out.append(string()).append('\n');
    }

    private void serviceAccount(StringBuilder out) {
        out.append("apiVersion: v1\n").append(metadata("ServiceAccount", name()));
    }

    private void namespace(StringBuilder out) {
        out.append("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ")
                .append(any(List.of("one", "two")))
                .append('\n');
    }

    private void roleBinding(StringBuilder out) {
        String kind = oneIn(2) ? "RoleBinding" : "ClusterRoleBinding";
        out.append("apiVersion: rbac.authorization.k8s.io/v1\n").append(metadata(kind, name()));
        out.append("roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: ")
                .append(name());
        out.append("\nsubjects:\n- kind: ServiceAccount\n  name: ").append(any(List.of("default", name())));
        out.append(oneIn(2) ? "\n  namespace: one\n" : "\n");
    }

    private void clusterRole(StringBuilder out) {
        out.append("apiVersion: rbac.authorization.k8s.io/v1\n").append(metadata("ClusterRole", name()));
        out.append("rules:\n- apiGroups: [\"\"]\n  resources: [secrets]\n  resourceNames: [")
                .append(name());
        out.append("]\n  verbs: [get, 'list']\n");
    }

    private void ingress(StringBuilder out) {
        out.append("apiVersion: networking.k8s.io/v1\n").append(metadata("Ingress", name()));
        out.append("spec:\n  rules:\n  - host: ").append(name()).append(".example.com\n    http:\n      paths:\n");
        out.append(
                "      - path: /\n        pathType: Prefix\n        backend:\n          service:\n            name: ");
        out.append(name()).append("\n            port:\n              name: http\n");
    }

    private void networkPolicy(StringBuilder out) {
        out.append("apiVersion: networking.k8s.io/v1\n").append(metadata("NetworkPolicy", name()));
        out.append("spec:\n  podSelector:\n    matchLabels:\n      app: x\n  ingress:\n  - from:\n");
        out.append("    - podSelector: {matchLabels: {app: y}}\n");
    }

    private void scaler(StringBuilder out) {
        out.append("apiVersion: autoscaling/v2\n").append(metadata("HorizontalPodAutoscaler", name()));
        out.append("spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: ")
                .append(name());
        out.append("\n  minReplicas: 1\n  maxReplicas: 1_0\n");
    }

    private void custom(StringBuilder out) {
        out.append("apiVersion: example.com/v1\n")
                .append(metadata("Widget", name()))
                .append("spec:\n  size: ");
        out.append(value()).append("\n  flag: ").append(value()).append("\n  items:\n  - name: a\n    v: ");
        out.append(value())
                .append("\n  - name: b\n  configRef:\n    name: ")
                .append(name())
                .append('\n');
    }
}
