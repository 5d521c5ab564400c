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
final class RandomKustomization extends RandomChoices {
    private final RandomObjects objects;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> kinds;
    private final List<String> generated = new ArrayList<>();

    private RandomKustomization(Random random) {
        super(random);
        this.objects = new RandomObjects(random);
        this.kinds = objects.made();
    }

    static Map<String, String> files(long seed) {
        RandomKustomization tree = new RandomKustomization(new Random(seed * 0x9E3779B97F4A7C15L + 1));
        tree.base();
        String below = "../base";
        if (tree.oneIn(2)) {
            tree.overlay("middle", below);
            below = "../middle";
        }
        tree.overlay("top", below);
        return tree.files;
    }

    // the base

    private void base() {
        List<Consumer<StringBuilder>> makers = new ArrayList<>(objects.makers());
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
            objects.configMap(shared.append("---\n"));
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

    // overlays

    private void overlay(String folder, String below) {
        StringBuilder out = new StringBuilder(header());
        out.append("resources:\n- ").append(below).append('\n');
        if (oneIn(3)) {
            StringBuilder extra = new StringBuilder();
            any(objects.additions()).accept(extra);
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
