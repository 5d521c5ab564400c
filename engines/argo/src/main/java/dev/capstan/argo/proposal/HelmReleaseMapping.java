package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.HelmOptions;
import java.util.List;
import java.util.stream.Stream;

/** Charts. */
final class HelmReleaseMapping {
    private static final HelmOptions NO_OPTIONS = HelmOptions.of(MissingNode.getInstance());
    private static final int LONGEST_NAME = 53;

    private final ProposalSettings settings;

    HelmReleaseMapping(ProposalSettings settings) {
        this.settings = settings;
    }

    /** The HelmRelease for a source. */
    ProposedPart part(
            int index,
            String name,
            KnownApplication application,
            ApplicationSource source,
            ObjectNode from,
            Target target,
            Notes notes) {
        HelmOptions options = source.helm().orElse(NO_OPTIONS);
        SyncPolicy policy = SyncPolicy.of(application.object());
        ObjectNode object = FluxObject.release(settings.namespace(), name);
        ObjectNode spec = object.putObject("spec");
        spec.put("interval", "10m");
        String release = options.releaseName().isEmpty()
                ? Metadata.of(application.object()).name()
                : options.releaseName();
        spec.put("releaseName", release);
        namespace(spec, options, target, notes);
        ObjectNode chart = chart(spec, source, from);
        if (policy.isSuspended()) {
            spec.put("suspend", true);
        }
        target.into(spec);
        actions(spec, options);
        drift(spec, application, policy, notes);
        var values = new HelmValues(settings, spec, chart, application, source, name, target, notes);
        List<ObjectNode> copies =
                values.add(options, application.sources().get(index).file());
        notes(release, options, policy, notes);
        return new ProposedPart(index, object, from, copies);
    }

    private static void namespace(ObjectNode spec, HelmOptions options, Target target, Notes notes) {
        String namespace = options.namespace().isEmpty() ? target.namespace() : options.namespace();
        if (namespace.isEmpty()) {
            notes.todo("the destination names no namespace; name that of the release in targetNamespace");
        } else {
            spec.put("targetNamespace", namespace);
        }
        if (!options.namespace().isEmpty() && !options.namespace().equals(target.namespace())) {
            notes.different("helm.namespace is what templates see, and " + target.namespace()
                    + " where objects without a namespace go; a HelmRelease has " + options.namespace() + " for both");
        }
    }

    /** The chart's place; the part that may name values files. */
    private static ObjectNode chart(ObjectNode spec, ApplicationSource source, ObjectNode from) {
        String kind = from.path("kind").asText();
        String name = from.path("metadata").path("name").asText();
        if (kind.equals("OCIRepository")) {
            spec.putObject("chartRef").put("kind", kind).put("name", name);
            return spec;
        }
        ObjectNode chart = spec.putObject("chart").putObject("spec");
        if (kind.equals("HelmRepository")) {
            chart.put("chart", source.chart());
            chart.put("version", source.targetRevision().isEmpty() ? "*" : source.targetRevision());
        } else {
            chart.put("chart", FluxObject.path(source.path()));
            chart.put("reconcileStrategy", "Revision");
        }
        chart.putObject("sourceRef").put("kind", kind).put("name", name);
        return chart;
    }

    private static void actions(ObjectNode spec, HelmOptions options) {
        Stream.of("install", "upgrade").forEach(action -> {
            ObjectNode object = spec.putObject(action);
            object.put("crds", options.skipsCrds() ? "Skip" : "CreateReplace");
            if (options.skipsSchemaValidation()) {
                object.put("disableSchemaValidation", true);
            }
        });
    }

    private static void drift(ObjectNode spec, KnownApplication application, SyncPolicy policy, Notes notes) {
        ObjectNode drift = spec.putObject("driftDetection");
        drift.put("mode", policy.healsItself() ? "enabled" : "warn");
        List<ObjectNode> ignored = IgnoredFields.of(application.object().path("spec"), notes);
        if (!ignored.isEmpty()) {
            drift.putArray("ignore").addAll(ignored);
        }
    }

    private static void notes(String release, HelmOptions options, SyncPolicy policy, Notes notes) {
        notes.different("Argo CD stores no Helm release, so the HelmRelease installs one as revision 1. It takes"
                + " over the objects that are there, whoever made them, as long as install.disableTakeOwnership is not"
                + " set, and adds the label app.kubernetes.io/managed-by and the annotations meta.helm.sh/*; hooks of the"
                + " chart for installations run once more");
        if (release.length() > LONGEST_NAME) {
            notes.missing("the name of the release is longer than " + LONGEST_NAME + " characters");
        }
        if (!policy.prunes()) {
            notes.different(
                    "automated.prune is off; an upgrade of a release always deletes what the chart no longer has");
        }
        if (!policy.isCascading()) {
            notes.different("the Application is deleted without its objects; a HelmRelease that is deleted uninstalls,"
                    + " unless it is suspended before");
        }
        if (!options.kubeVersion().isEmpty() || !options.apiVersions().isEmpty()) {
            notes.missing("helm.kubeVersion and helm.apiVersions have no counterpart: a HelmRelease is rendered for the"
                    + " cluster that it goes to");
        }
        if (!options.version().isEmpty() && !options.version().equals("v3")) {
            notes.different("helm.version has no counterpart: there is one version of Helm");
        }
        if (options.skipsTests()) {
            notes.different("helm.skipTests needs no counterpart: tests of a chart run only with test.enable");
        }
    }
}
