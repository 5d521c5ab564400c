package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.source.BuildEnvironment;
import dev.capstan.argo.source.KustomizeOptions;
import dev.capstan.argo.source.KustomizeOptions.Replicas;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code kustomize} of a source, as fields of a Kustomization. */
final class KustomizeFields {
    private static final Pattern REVISION = Pattern.compile("\\$\\{?ARGOCD_APP_REVISION");
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z0-9A-Z.-]+");

    private final ObjectNode spec;
    private final BuildEnvironment environment;
    private final Notes notes;

    KustomizeFields(ObjectNode spec, BuildEnvironment environment, Notes notes) {
        this.spec = spec;
        this.environment = environment;
        this.notes = notes;
    }

    void add(KustomizeOptions options) {
        text("namePrefix", options.namePrefix());
        text("nameSuffix", options.nameSuffix());
        options.images().forEach(image -> image(expanded("images", image)));
        options.patches().forEach(this::patch);
        options.replicas().forEach(this::replicas);
        if (!options.components().isEmpty()) {
            options.components().forEach(spec.withArray("/components")::add);
            if (options.ignoresMissingComponents()) {
                spec.put("ignoreMissingComponents", true);
            }
        }
        labels(options);
        annotations(options);
        options.notices().forEach(notes::different);
    }

    private void text(String field, String value) {
        if (!value.isEmpty()) {
            spec.put(field, value);
        }
    }

    /** {@code [old=]name[:tag][@digest]}. */
    private void image(String image) {
        int equals = image.indexOf('=');
        String rest = image.substring(equals + 1);
        int at = rest.indexOf('@');
        String digest = at < 0 ? "" : rest.substring(at + 1);
        String named = at < 0 ? rest : rest.substring(0, at);
        int colon = named.lastIndexOf(':');
        boolean hasTag = colon > named.lastIndexOf('/');
        String name = hasTag ? named.substring(0, colon) : named;
        ObjectNode item = spec.withArray("/images").addObject();
        item.put("name", equals < 0 ? name : image.substring(0, equals));
        if (equals >= 0) {
            item.put("newName", name);
        }
        if (!digest.isEmpty()) {
            item.put("digest", digest);
        } else if (hasTag) {
            item.put("newTag", named.substring(colon + 1));
        }
    }

    private void patch(JsonNode patch) {
        String text = Fields.text(patch, "patch");
        if (text.isEmpty()) {
            notes.missing("kustomize.patches: Flux takes no patch from the file '" + Fields.text(patch, "path")
                    + "'; write it into spec.patches, or into the kustomization");
            return;
        }
        ObjectNode item = spec.withArray("/patches").addObject();
        item.put("patch", text);
        if (patch.path("target").isObject()) {
            item.set("target", patch.path("target").deepCopy());
        }
        if (!patch.path("options").isEmpty()) {
            notes.missing(
                    "kustomize.patches: Flux has no options of patches (allowNameChange, allowKindChange); put the"
                            + " patch into the kustomization");
        }
    }

    private void replicas(Replicas replicas) {
        if (!PLAIN_NAME.matcher(replicas.name()).matches() || !replicas.count().matches("[0-9]{1,9}")) {
            notes.missing("kustomize.replicas: '" + replicas.name() + "' with the count '" + replicas.count()
                    + "' cannot be a patch");
            return;
        }
        ObjectNode item = spec.withArray("/patches").addObject();
        item.put("patch", "- op: add\n  path: /spec/replicas\n  value: " + replicas.count() + "\n");
        item.putObject("target")
                .put("kind", "Deployment|ReplicaSet|ReplicationController|StatefulSet")
                .put("name", replicas.name().replace(".", "\\."));
    }

    private void labels(KustomizeOptions options) {
        if (options.commonLabels().isEmpty()) {
            return;
        }
        if (!options.leavesSelectors() || options.includesTemplates()) {
            notes.missing("kustomize.commonLabels: Flux sets labels of objects, not those of "
                    + (options.leavesSelectors() ? "pod templates" : "selectors and pod templates")
                    + "; write them into the kustomization as 'labels' with "
                    + (options.leavesSelectors() ? "includeTemplates" : "includeSelectors") + ": true");
            return;
        }
        common("labels", "commonLabels", options.commonLabels(), true);
    }

    private void annotations(KustomizeOptions options) {
        if (!options.commonAnnotations().isEmpty()) {
            common("annotations", "commonAnnotations", options.commonAnnotations(), options.expandsAnnotations());
            notes.different("kustomize.commonAnnotations: Flux sets annotations of objects, not those of pod templates;"
                    + " where there are any, write commonAnnotations into the kustomization instead, or Pods are made"
                    + " anew");
        }
    }

    private void common(String field, String option, Map<String, String> values, boolean expands) {
        ObjectNode map = spec.withObject("/commonMetadata").putObject(field);
        new TreeMap<>(values).forEach((key, value) -> map.put(key, expands ? expanded(option, value) : value));
    }

    private String expanded(String option, String value) {
        if (REVISION.matcher(value).find()) {
            notes.missing("kustomize." + option + ": Flux puts no revision into manifests; take $ARGOCD_APP_REVISION"
                    + " out");
        }
        return environment.expand(value);
    }
}
