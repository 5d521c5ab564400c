package dev.capstan.kustomize.build;

import dev.capstan.kustomize.config.FieldSpec;
import dev.capstan.kustomize.config.FieldSpecs;
import dev.capstan.kustomize.config.TransformerConfig;
import dev.capstan.kustomize.file.ImageEntry;
import dev.capstan.kustomize.file.LabelEntry;
import dev.capstan.kustomize.file.ParsedKustomization;
import dev.capstan.kustomize.file.PatchEntry;
import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.file.ReplacementEntry;
import dev.capstan.kustomize.file.ReplicaEntry;
import dev.capstan.kustomize.file.Setting;
import dev.capstan.kustomize.load.Folder;
import dev.capstan.kustomize.load.Session;
import dev.capstan.kustomize.merge.StrategicMerge;
import dev.capstan.kustomize.patch.JsonPatchTransformer;
import dev.capstan.kustomize.patch.PatchText;
import dev.capstan.kustomize.patch.PatchTransformer;
import dev.capstan.kustomize.patch.StrategicPatch;
import dev.capstan.kustomize.patch.StrategicPatchTransformer;
import dev.capstan.kustomize.replacement.ReplacementTransformer;
import dev.capstan.kustomize.resource.OriginNote;
import dev.capstan.kustomize.transform.AffixTransformer;
import dev.capstan.kustomize.transform.ImageTransformer;
import dev.capstan.kustomize.transform.NamespaceTransformer;
import dev.capstan.kustomize.transform.PairsTransformer;
import dev.capstan.kustomize.transform.ReplicaTransformer;
import dev.capstan.kustomize.transform.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the transformers of the fields of a kustomization file, in the order in which they run. */
final class FieldSteps {
    private static final FieldSpec METADATA_LABELS = FieldSpec.everywhere("metadata/labels", true);

    private final ParsedKustomization kustomization;
    private final TransformerConfig config;
    private final Optional<OriginTrail> trail;
    private final PatchText patchText;
    private final StrategicPatch strategicPatch;
    private final ReplacementFiles replacementFiles;
    private final List<Step> steps = new ArrayList<>();

    FieldSteps(
            Session session,
            Folder folder,
            ParsedKustomization kustomization,
            TransformerConfig config,
            Optional<OriginTrail> trail) {
        this.kustomization = kustomization;
        this.config = config;
        this.trail = trail;
        this.patchText = new PatchText(session, folder);
        this.strategicPatch = new StrategicPatch(new StrategicMerge(session.schemas(), session.observer()));
        this.replacementFiles = new ReplacementFiles(session, folder);
    }

    List<Step> make() {
        ParsedKustomization.Changes changes = kustomization.changes();
        if (!changes.patchesStrategicMerge().isEmpty()) {
            List<Setting> patches = changes.patchesStrategicMerge();
            Place place = patches.getFirst().place();
            add(
                    "PatchStrategicMergeTransformer",
                    place,
                    new StrategicPatchTransformer(patches, Optional.empty(), place, patchText, strategicPatch));
        }
        for (PatchEntry entry : changes.patches()) {
            add("PatchTransformer", entry.place(), new PatchTransformer(entry, patchText, strategicPatch));
        }
        addIdentity(changes);
        addLabels(changes);
        if (!changes.commonAnnotations().isEmpty()) {
            Place place = kustomization.place("commonAnnotations");
            add(
                    "AnnotationsTransformer",
                    place,
                    new PairsTransformer(changes.commonAnnotations(), config.commonAnnotations(), place));
        }
        for (PatchEntry entry : changes.patchesJson6902()) {
            add("PatchJson6902Transformer", entry.place(), new JsonPatchTransformer(entry, patchText));
        }
        for (ReplicaEntry entry : changes.replicas()) {
            add("ReplicaCountTransformer", entry.place(), new ReplicaTransformer(entry, config.replicas()));
        }
        for (ImageEntry entry : changes.images()) {
            add("ImageTagTransformer", entry.place(), new ImageTransformer(entry, config.images()));
        }
        if (!changes.replacements().isEmpty()) {
            List<ReplacementEntry> entries = replacementFiles.resolve(changes.replacements());
            add("ReplacementTransformer", kustomization.place("replacements"), new ReplacementTransformer(entries));
        }
        return steps;
    }

    private void addIdentity(ParsedKustomization.Changes changes) {
        if (!changes.namespace().isEmpty()) {
            add(
                    "NamespaceTransformer",
                    kustomization.place("namespace"),
                    new NamespaceTransformer(
                            changes.namespace(),
                            config.namespace(),
                            false,
                            NamespaceTransformer.Subjects.DEFAULT_ONLY));
        }
        if (!changes.namePrefix().isEmpty()) {
            add(
                    "PrefixTransformer",
                    kustomization.place("namePrefix"),
                    AffixTransformer.prefix(changes.namePrefix(), config.namePrefix()));
        }
        if (!changes.nameSuffix().isEmpty()) {
            add(
                    "SuffixTransformer",
                    kustomization.place("nameSuffix"),
                    AffixTransformer.suffix(changes.nameSuffix(), config.nameSuffix()));
        }
    }

    private void addLabels(ParsedKustomization.Changes changes) {
        if (changes.labels().isEmpty() && changes.commonLabels().isEmpty()) {
            return;
        }
        for (LabelEntry entry : changes.labels()) {
            entry.place()
                    .locating(() -> add(
                            "LabelTransformer",
                            entry.place(),
                            new PairsTransformer(entry.pairs(), fieldsOf(entry), entry.place())));
        }
        Place place = kustomization.place("commonLabels");
        add("LabelTransformer", place, new PairsTransformer(changes.commonLabels(), config.commonLabels(), place));
    }

    private FieldSpecs fieldsOf(LabelEntry entry) {
        FieldSpecs fields = entry.fields().plusAll(config.labels());
        if (entry.includeSelectors()) {
            return fields.plusAll(config.commonLabels());
        }
        if (entry.includeTemplates()) {
            fields = fields.plusAll(config.templateLabels());
        }
        if (entry.includeVolumeClaimTemplates()) {
            fields = fields.plusAll(config.volumeClaimTemplateLabels());
        }
        return fields.plus(METADATA_LABELS);
    }

    private void add(String kind, Place place, Transformer transformer) {
        steps.add(new Step(transformer, place, trail.map(each -> origin(each, kind))));
    }

    private OriginNote origin(OriginTrail from, String kind) {
        String name = kustomization.file().substring(kustomization.file().lastIndexOf('/') + 1);
        return from.enter(name).note().configuredBy("builtin", kind, "", "");
    }
}
