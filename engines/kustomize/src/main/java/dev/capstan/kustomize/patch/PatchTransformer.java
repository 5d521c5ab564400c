package dev.capstan.kustomize.patch;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.PatchEntry;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceList;
import dev.capstan.kustomize.select.ObjectMatcher;
import dev.capstan.kustomize.transform.Transformer;
import java.util.List;

/** Applies one entry of {@code patches}. */
public final class PatchTransformer implements Transformer {
    private final PatchEntry entry;
    private final PatchText.Parsed parsed;
    private final StrategicPatch strategic;

    /** Reads the patch; fails when it is neither kind of patch. */
    public PatchTransformer(PatchEntry entry, PatchText text, StrategicPatch strategic) {
        this.entry = entry;
        this.parsed = text.parse(entry.path(), entry.patch(), entry.place());
        this.strategic = strategic;
        if (parsed instanceof PatchText.Parsed.Objects objects) {
            for (Resource patch : objects.patches()) {
                patch.allowChanges(entry.allowNameChange(), entry.allowKindChange());
            }
        }
    }

    @Override
    public void transform(ResourceList resources) {
        entry.place().locating(() -> {
            switch (parsed) {
                case PatchText.Parsed.Objects objects -> merge(objects.patches(), resources);
                case PatchText.Parsed.Operations operations -> apply(operations.patch(), resources);
            }
        });
    }

    private void merge(List<Resource> patches, ResourceList resources) {
        if (patches.isEmpty()) {
            return;
        }
        if (entry.target().isEmpty()) {
            patches.forEach(patch -> strategic.applyToItsObject(patch, resources));
            return;
        }
        if (patches.size() > 1) {
            throw BuildFault.of(
                            Code.KUSTOMIZATION_INVALID,
                            "Multiple Strategic-Merge Patches in one `patches` entry is not allowed to set"
                                    + " `patches.target` field")
                    .with(problem -> problem.advise("Make one entry of each patch."));
        }
        strategic.applyToSelected(
                patches.getFirst(), new ObjectMatcher(entry.target().get()).select(resources), resources);
    }

    private void apply(JsonPatch patch, ResourceList resources) {
        if (patch.isEmpty()) {
            return;
        }
        if (entry.target().isEmpty()) {
            throw BuildFault.of(Code.KUSTOMIZATION_INVALID, "must specify a target for a JSON patch")
                    .with(problem -> problem.advise("Add target with at least kind or name."));
        }
        for (Resource resource : new ObjectMatcher(entry.target().get()).select(resources)) {
            resource.rememberId();
            JsonPatchTransformer.apply(patch, resource);
        }
        resources.identitiesChanged();
    }
}
