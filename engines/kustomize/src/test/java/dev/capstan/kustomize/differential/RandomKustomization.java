package dev.capstan.kustomize.differential;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A random tree of kustomizations: a base with ordinary objects that refer to each other, up to two overlays, sometimes a
 * component. The same seed always makes the same tree. The root to build is {@code top}.
 */
final class RandomKustomization {
    private static final List<String> NAMES = List.of("web", "api", "db", "cache", "job-1", "x.y");
    private static final List<String> VALUES = List.of(
            "a",
            "true",
            "1",
            "1e3",
            "yes",
            "0x1F",
            "two words",
            "it's",
            "a: b",
            "#c",
            "2026-11-22",
            "null",
            "",
            "é",
            "- x",
            "long text with many words in it, long enough that it must be folded somewhere when it is printed again, yes");

    private final Random random;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> kinds = new ArrayList<>();
    private final List<String> generated = new ArrayList<>();

    private RandomKustomization(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    }

    static Map<String, String> files(long seed) {
        RandomKustomization tree = new RandomKustomization(seed);
        tree.base();
        String below = "../base";
        if (tree.oneIn(2)) {
            tree.overlay("middle", below);
            below = "../middle";
        }
        tree.overlay("top", below);
        return tree.files;
    }

    // choices

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String name() {
        return any(NAMES);
    }

    /** A value as it stands behind a colon, in one of the notations. */
    private String value() {
        String value = any(VALUES);
        return switch (random.nextInt(3)) {
            case 0 -> "'" + value.replace("'", "''") + "'";
            case 1 -> "\"" + value.replace("\"", "\\\"") + "\"";
            default ->
                value.isEmpty() || value.contains(": ") || value.startsWith("#") || value.startsWith("- ")
                        ? "\"" + value + "\""
                        : value;
        };
    }

    private String string() {
        return "\"" + any(VALUES).replace("\"", "\\\"") + "\"";
    }

    private String image() {
        return any(List.of("nginx", "nginx:1.25", "reg.example.com:5000/team/app:v1", "busybox@sha256:24a0c4", "app"));
    }

    // the base

    private void base() {
        List<Consumer<StringBuilder>> makers = new ArrayList<>(List.of(
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
                this::networkPolicy));
        Collections.shuffle(makers, random);
        int count = 1 + random.nextInt(6);
        StringBuilder kustomization = new StringBuilder(header());
        kustomization.append("resources:\n");
        StringBuilder shared = new StringBuilder();
        for (int i = 0; i < count; i++) {
            StringBuilder object = new StringBuilder();
            makers.get(i).accept(object);
            if (oneIn(3)) {
                shared.append("---\n").append(object);
            } else {
                files.put("base/r" + i + ".yaml", object.toString());
                kustomization.append("- r").append(i).append(".yaml\n");
            }
        }
        if (shared.isEmpty()) {
            configMap(shared.append("---\n"));
        }
        files.put("base/shared.yaml", shared.toString());
        kustomization.append("- shared.yaml\n");
        generators(kustomization, "base", false);
        features(kustomization, "base", 6);
        files.put("base/kustomization.yaml", kustomization.toString());
    }

    private String header() {
        return oneIn(2) ? "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n" : "";
    }

    private String metadata(String kind, String name) {
        kinds.add(kind + "/" + name);
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

    private void configMap(StringBuilder out) {
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

    // overlays

    private void overlay(String folder, String below) {
        StringBuilder out = new StringBuilder(header());
        out.append("resources:\n- ").append(below).append('\n');
        if (oneIn(3)) {
            StringBuilder extra = new StringBuilder();
            any(List.<Consumer<StringBuilder>>of(this::custom, this::configMap, this::service))
                    .accept(extra);
            String last = kinds.removeLast();
            kinds.add(last.substring(0, last.indexOf('/') + 1) + "extra-" + folder);
            String object = extra.toString().replaceFirst("  name: [a-z0-9.-]+", "  name: extra-" + folder);
            files.put(folder + "/extra.yaml", object);
            out.append("- extra.yaml\n");
        }
        if (oneIn(4)) {
            StringBuilder component =
                    new StringBuilder("apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n");
            features(component, folder + "-part", 5);
            files.put(folder + "-part/kustomization.yaml", component.toString());
            out.append("components:\n- ../").append(folder).append("-part\n");
        }
        generators(out, folder, true);
        features(out, folder, 3);
        files.put(folder + "/kustomization.yaml", out.toString());
    }

    private void features(StringBuilder out, String folder, int rarity) {
        List<Runnable> features = new ArrayList<>(List.of(
                () -> out.append("namePrefix: ")
                        .append(any(List.of("p-", "dev-", "a")))
                        .append('\n'),
                () -> out.append("nameSuffix: ")
                        .append(any(List.of("-s", "-v2", "1x")))
                        .append('\n'),
                () -> out.append("namespace: ")
                        .append(any(List.of("one", "three", "default")))
                        .append('\n'),
                () -> out.append("commonLabels:\n  owner: ").append(string()).append("\n  app: common\n"),
                () -> labels(out),
                () -> out.append("commonAnnotations:\n  a/b: ").append(string()).append('\n'),
                () -> images(out),
                () -> replicas(out),
                () -> patches(out, folder),
                () -> replacements(out),
                () -> out.append("buildMetadata: [")
                        .append(any(List.of("originAnnotations", "managedByLabel")))
                        .append("]\n"),
                () -> out.append("sortOptions:\n  order: ")
                        .append(any(List.of("legacy", "fifo")))
                        .append('\n'),
                () -> transformers(out),
                () -> configurations(out, folder)));
        Collections.shuffle(features, random);
        for (Runnable feature : features) {
            if (oneIn(rarity)) {
                feature.run();
            }
        }
    }

    /** The kind and name of an object of the base, mostly; kinds that nobody has are rare. */
    private String object() {
        return kinds.isEmpty() ? "Deployment/web" : any(kinds);
    }

    private String target() {
        String object = object();
        return object.substring(object.indexOf('/') + 1);
    }

    private void replicas(StringBuilder out) {
        List<String> workloads = kinds.stream()
                .filter(object -> object.startsWith("Deployment/") || object.startsWith("StatefulSet/"))
                .toList();
        if (!workloads.isEmpty()) {
            String object = any(workloads);
            out.append("replicas:\n- name: ").append(object.substring(object.indexOf('/') + 1));
            out.append("\n  count: ").append(random.nextInt(9)).append('\n');
        }
    }

    private void labels(StringBuilder out) {
        out.append("labels:\n- pairs:\n    env: ").append(string()).append('\n');
        switch (random.nextInt(4)) {
            case 0 -> out.append("  includeSelectors: true\n");
            case 1 -> out.append("  includeTemplates: true\n");
            case 2 -> out.append("  fields:\n  - path: spec/labels\n    kind: Widget\n    create: true\n");
            default -> {}
        }
    }

    private void images(StringBuilder out) {
        out.append("images:\n");
        for (String image : List.of("nginx", "reg.example.com:5000/team/app", "busybox")) {
            if (oneIn(2)) {
                out.append("- name: ").append(image).append('\n');
                switch (random.nextInt(4)) {
                    case 0 -> out.append("  newTag: \"2.0\"\n");
                    case 1 -> out.append("  newName: other/").append(name()).append('\n');
                    case 2 -> out.append("  digest: sha256:abcdef\n");
                    default -> out.append("  newName: mirror\n  newTag: v9\n");
                }
            }
        }
        out.append("- name: app\n  tagSuffix: -x\n");
    }

    private void patches(StringBuilder out, String folder) {
        String object = object();
        String kind = object.substring(0, object.indexOf('/'));
        String name = object.substring(object.indexOf('/') + 1);
        String version = apiVersion(kind);
        String merge = "apiVersion: " + version + "\nkind: " + kind + "\nmetadata:\n  name: " + name
                + "\n  labels:\n    patched: " + string() + "\n    app: null\n" + mergeBody(kind);
        switch (random.nextInt(5)) {
            case 0 -> out.append("patches:\n- patch: |-\n").append(indented(merge, "    "));
            case 1 -> {
                files.put(folder + "/patch.yaml", merge);
                out.append(oneIn(2) ? "patchesStrategicMerge:\n- patch.yaml\n" : "patches:\n- path: patch.yaml\n");
            }
            case 2 ->
                out.append("patches:\n- target:\n    kind: ")
                        .append(kind)
                        .append(oneIn(2) ? "\n    name: " + name.charAt(0) + ".*" : "")
                        .append("\n  patch: |-\n")
                        .append(indented(jsonPatch(), "    "));
            case 3 ->
                out.append("patches:\n- target:\n    labelSelector: app=")
                        .append(name)
                        .append("\n  patch: '")
                        .append("[{\"op\": \"add\", \"path\": \"/metadata/labels/j\", \"value\": \"1\"}]'\n");
            default ->
                out.append("patches:\n- target:\n    kind: ")
                        .append(kind)
                        .append("\n  patch: |-\n")
                        .append(indented(merge, "    "))
                        .append(oneIn(3) ? "  options:\n    allowNameChange: true\n" : "");
        }
    }

    private String mergeBody(String kind) {
        boolean pods = kind.equals("Deployment") || kind.equals("StatefulSet");
        if (pods) {
            return any(
                    List.of(
                            "spec:\n  template:\n    spec:\n      containers:\n      - name: c0\n        image: patched:1\n"
                                    + "        env:\n        - name: A\n          value: new\n        - name: Z\n          value: z\n",
                            "spec:\n  template:\n    spec:\n      containers:\n      - name: c0\n        $patch: delete\n"
                                    + "      - name: fresh\n        image: x\n",
                            "spec:\n  replicas: 7\n  strategy:\n    $patch: replace\n    type: Recreate\n",
                            "spec:\n  template:\n    spec:\n      volumes:\n      - $patch: replace\n      - name: w\n        emptyDir: {}\n"));
        }
        if (kind.equals("Widget")) {
            return "spec:\n  items:\n  - name: c\n  size: null\n";
        }
        if (kind.equals("ConfigMap")) {
            return "data:\n  k: patched\n  more: " + string() + "\n";
        }
        return oneIn(6) ? "$patch: delete\n" : "";
    }

    private String jsonPatch() {
        return any(List.of(
                "- op: add\n  path: /metadata/labels\n  value:\n    j: \"1\"\n",
                "- op: replace\n  path: /metadata/name\n  value: renamed\n",
                "- op: add\n  path: /spec\n  value: {replicas: 1, x: [1, 2.50, yes, ~]}\n",
                "- op: test\n  path: /kind\n  value: Deployment\n- op: remove\n  path: /spec\n"));
    }

    private static String apiVersion(String kind) {
        return switch (kind) {
            case "Deployment", "StatefulSet" -> "apps/v1";
            case "CronJob" -> "batch/v1";
            case "RoleBinding", "ClusterRoleBinding", "ClusterRole" -> "rbac.authorization.k8s.io/v1";
            case "Ingress", "NetworkPolicy" -> "networking.k8s.io/v1";
            case "HorizontalPodAutoscaler" -> "autoscaling/v2";
            case "Widget" -> "example.com/v1";
            default -> "v1";
        };
    }

    private static String indented(String text, String indent) {
        return text.lines().map(line -> indent + line + "\n").reduce("", String::concat);
    }

    private void replacements(StringBuilder out) {
        String source = object();
        String target = object();
        out.append("replacements:\n- source:\n    kind: ")
                .append(source, 0, source.indexOf('/'))
                .append("\n    name: ")
                .append(source.substring(source.indexOf('/') + 1))
                .append("\n    fieldPath: metadata.name\n  targets:\n  - select:\n      kind: ")
                .append(target, 0, target.indexOf('/'))
                .append("\n    fieldPaths:\n    - ")
                .append(any(replaceable(target.substring(0, target.indexOf('/')))))
                .append('\n');
        switch (random.nextInt(4)) {
            case 0 -> {}
            case 1 ->
                out.append("    options:\n      delimiter: \":\"\n      index: ")
                        .append(random.nextInt(3) - 1)
                        .append('\n');
            default -> out.append("    options:\n      create: true\n");
        }
    }

    private static List<String> replaceable(String kind) {
        return switch (kind) {
            case "Deployment", "StatefulSet" ->
                List.of(
                        "spec.template.spec.containers.[name=c0].image",
                        "spec.template.spec.containers.*.image",
                        "metadata.annotations.from");
            case "Widget" -> List.of("spec.items.0.v", "spec.items.*.name", "spec.size", "spec.[name=x].y");
            default -> List.of("metadata.annotations.from", "metadata.annotations.[a.b/c]", "metadata.labels.app");
        };
    }

    private void transformers(StringBuilder out) {
        out.append("transformers:\n- |-\n  apiVersion: builtin\n");
        switch (random.nextInt(3)) {
            case 0 ->
                out.append("  kind: PrefixTransformer\n  metadata:\n    name: t\n  prefix: t-\n  fieldSpecs:\n"
                        + "  - path: metadata/name\n");
            case 1 ->
                out.append("  kind: LabelTransformer\n  metadata:\n    name: t\n  labels:\n    viaTransformer: x\n"
                        + "  fieldSpecs:\n  - path: metadata/labels\n    create: true\n");
            default ->
                out.append("  kind: NamespaceTransformer\n  metadata:\n    name: t\n    namespace: viat\n"
                                + "  setRoleBindingSubjects: ")
                        .append(any(List.of("none", "defaultOnly", "allServiceAccounts")))
                        .append("\n  fieldSpecs:\n  - path: metadata/namespace\n    create: true\n");
        }
    }

    private void configurations(StringBuilder out, String folder) {
        files.put(
                folder + "/config.yaml",
                any(List.of(
                        "nameReference:\n- kind: ConfigMap\n  version: v1\n  fieldSpecs:\n  - path: spec/configRef/name\n"
                                + "    kind: Widget\n",
                        "images:\n- path: spec/size\n  kind: Widget\n",
                        "namePrefix:\n- path: spec/configRef/name\n  kind: Widget\n",
                        "namePrefix:\n- path: metadata/name\n  kind: Deployment\n",
                        "nameSuffix:\n- path: metadata/name\n  group: apps\n  version: v1\n  kind: Deployment\n"
                                + "- path: metadata/name\n  kind: Service\n",
                        "labels:\n- path: spec/labels\n  kind: Widget\n  create: true\n",
                        "commonAnnotations:\n- path: spec/notes\n  kind: Widget\n  create: true\n",
                        "namespace:\n- path: spec/namespace\n  kind: Widget\n  create: true\n",
                        "replicas:\n- path: spec/size\n  kind: Widget\n  create: true\n",
                        "commonLabels:\n- path: spec/labels\n  kind: Widget\n  create: true\n")));
        out.append("configurations:\n- config.yaml\n");
    }

    private void generators(StringBuilder out, String folder, boolean overlay) {
        if (oneIn(3)) {
            String generated = name() + "-gen";
            out.append("configMapGenerator:\n- name: ").append(generated).append('\n');
            if (overlay && this.generated.contains(generated)) {
                out.append("  behavior: ")
                        .append(any(List.of("merge", "replace")))
                        .append('\n');
            }
            this.generated.add(generated);
            data(out, folder, "cm");
            if (oneIn(4)) {
                out.append("  options:\n    labels:\n      g: ")
                        .append(string())
                        .append("\n    immutable: true\n");
            }
        }
        if (oneIn(4)) {
            out.append("secretGenerator:\n- name: ").append(name()).append("-sec\n");
            data(out, folder, "s");
            if (oneIn(3)) {
                out.append("  type: kubernetes.io/tls\n");
            }
        }
        if (oneIn(5)) {
            out.append("generatorOptions:\n  disableNameSuffixHash: ")
                    .append(oneIn(2))
                    .append("\n  annotations:\n    go: ");
            out.append(string()).append('\n');
        }
    }

    private void data(StringBuilder out, String folder, String prefix) {
        boolean any = false;
        if (oneIn(2)) {
            out.append("  literals:\n  - a=")
                    .append(any(List.of("1", "x y", "'quoted'", "\"q\"", "k=v")))
                    .append("\n  - b=\n");
            any = true;
        }
        if (oneIn(2)) {
            String file = prefix + "-data.txt";
            files.put(
                    folder + "/" + file,
                    any(List.of("text\n", "no end", "a\tb\n", "line\n  two\r\n", "", " lead\n\n")));
            out.append("  files:\n  - ")
                    .append(oneIn(2) ? "key=" : "")
                    .append(file)
                    .append('\n');
            any = true;
        }
        if (!any || oneIn(3)) {
            String file = prefix + ".env";
            files.put(folder + "/" + file, "# comment\nENV_A=1\n\nENV_B=two words\nENV_C='q'\n");
            out.append("  envs:\n  - ").append(file).append('\n');
        }
    }
}
