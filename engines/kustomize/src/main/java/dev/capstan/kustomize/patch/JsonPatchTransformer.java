package dev.capstan.kustomize.patch;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.PatchEntry;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceList;
import dev.capstan.kustomize.select.ObjectMatcher;
import dev.capstan.kustomize.transform.Transformer;

/** Applies one entry of {@code patchesJson6902}. */
public final class JsonPatchTransformer implements Transformer {
    private final PatchEntry entry;
    private final JsonPatch patch;

    /** Reads the patch; fails when it is not a JSON patch, or names no object. */
    public JsonPatchTransformer(PatchEntry entry, PatchText text) {
        this.entry = entry;
        if (entry.target().isEmpty() || entry.target().get().name().isEmpty()) {
            throw new BuildFault(entry.place()
                    .problem(Code.KUSTOMIZATION_INVALID, "must specify the target name")
                    .advise("Add target.name."));
        }
        PatchText.Parsed parsed = text.parse(entry.path(), entry.patch(), entry.place());
        if (!(parsed instanceof PatchText.Parsed.Operations operations)
                || operations.patch().isEmpty()) {
            throw new BuildFault(entry.place()
                    .problem(Code.PATCH_FAILED, "the patch appears to be empty, or is not a list of operations")
                    .advise("Write a list of {op: …, path: …, value: …}."));
        }
        this.patch = operations.patch();
    }

    @Override
    public void transform(ResourceList resources) {
        entry.place().locating(() -> {
            for (Resource resource : new ObjectMatcher(entry.target().orElseThrow()).select(resources)) {
                apply(patch, resource);
            }
        });
        resources.identitiesChanged();
    }

    static void apply(JsonPatch patch, Resource resource) {
        try {
            resource.keepingNotesAsAnnotations(() -> patch.apply(resource.root()));
        } catch (BuildFault fault) {
            throw fault.with(problem -> problem.onObject(resource.words()));
        }
        resource.setAnnotations(resource.annotations());
    }
}
