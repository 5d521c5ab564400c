package dev.capstan.kustomize.build;

import dev.capstan.kustomize.BuiltObject;
import dev.capstan.kustomize.ExplainedObject;
import dev.capstan.kustomize.config.FieldSpec;
import dev.capstan.kustomize.config.FieldSpecs;
import dev.capstan.kustomize.explain.FieldLedger;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.ParsedKustomization.Output;
import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.generate.HashTransformer;
import dev.capstan.kustomize.load.Folder;
import dev.capstan.kustomize.load.Session;
import dev.capstan.kustomize.node.Nodes;
import dev.capstan.kustomize.order.ObjectSorter;
import dev.capstan.kustomize.reference.NameReferences;
import dev.capstan.kustomize.reference.VariableTransformer;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceId;
import dev.capstan.kustomize.resource.ResourceList;
import dev.capstan.kustomize.transform.PairsTransformer;
import dev.capstan.tree.FileTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Builds a folder from beginning to end. */
public final class WholeBuild {
    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    private final Session session;

    /** A build. */
    public WholeBuild(Session session) {
        this.session = session;
    }

    /** The objects of the folder, in their final order. */
    public List<BuiltObject> run(FileTree tree, String root) {
        return finished(tree, root, (_, object) -> object);
    }

    /** The objects of the folder with the history of their fields; the session has a ledger. */
    public List<ExplainedObject> explain(FileTree tree, String root) {
        FieldLedger ledger = session.ledger().orElseThrow();
        return finished(
                tree,
                root,
                (resource, object) -> new ExplainedObject(
                        object,
                        resource.previousIds().stream().map(ResourceId::name).toList(),
                        ledger.fields(resource)));
    }

    private <T> List<T> finished(FileTree tree, String root, BiFunction<Resource, BuiltObject, T> result) {
        KustomizationBuild top = KustomizationBuild.top(session, Folder.top(session, tree, root));
        Accumulation accumulation = new Accumulation();
        top.run(accumulation);
        ResourceList resources = accumulation.resources();
        Output output = top.kustomization().output();

        new HashTransformer().transform(resources);
        note(resources, "name hash");
        new NameReferences(accumulation.config().nameReferences()).transform(resources);
        note(resources, "name reference");
        new VariableTransformer(accumulation.variables(), accumulation.config().varReference()).transform(resources);
        note(resources, "variable");
        dropLocal(resources);
        ObjectSorter.sort(resources, output.sort(), session.options().order());
        if (isLabelled(output)) {
            managedByLabel(top.kustomization().place(Output.FIELD)).transform(resources);
            note(resources, Output.FIELD);
        }
        List<T> results = new ArrayList<>(resources.size());
        for (Resource resource : resources.all()) {
            results.add(result.apply(resource, finished(resource, output)));
        }
        return results;
    }

    private void note(ResourceList resources, String step) {
        session.ledger().ifPresent(ledger -> ledger.note(resources.all(), new Place("", 0, 0, step)));
    }

    private static void dropLocal(ResourceList resources) {
        List<Resource> kept = new ArrayList<>(resources.all());
        kept.removeIf(Resource::isLocalConfig);
        if (kept.size() < resources.size()) {
            resources.replaceAll(kept);
        }
    }

    private boolean isLabelled(Output output) {
        return session.options().addManagedByLabel() || output.buildMetadata().contains(Output.MANAGED_BY_LABEL);
    }

    private PairsTransformer managedByLabel(Place place) {
        FieldSpecs labels = new FieldSpecs(List.of(FieldSpec.everywhere("metadata/labels", true)));
        return new PairsTransformer(
                Map.of(MANAGED_BY, "kustomize-" + session.options().version()), labels, place);
    }

    private BuiltObject finished(Resource resource, Output output) {
        boolean withOrigin = output.buildMetadata().contains(Output.ORIGIN_ANNOTATIONS)
                || session.options().originAnnotations();
        resource.finish(withOrigin, output.buildMetadata().contains(Output.TRANSFORMER_ANNOTATIONS));
        session.ledger().ifPresent(ledger -> ledger.note(List.of(resource), new Place("", 0, 0, Output.FIELD)));
        try {
            return new BuiltObject(
                    Nodes.freezeMap(resource.root()),
                    resource.origin(),
                    resource.originalId().name());
        } catch (BuildFault fault) {
            throw fault.with(problem -> problem.onObject(resource.words())
                    .at(resource.origin().file(), resource.origin().line(), 0));
        }
    }
}
