package dev.capstan.kustomize.build;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.ParsedKustomization;
import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.file.Setting;
import dev.capstan.kustomize.load.Folder;
import dev.capstan.kustomize.load.ObjectReader;
import dev.capstan.kustomize.load.Session;
import dev.capstan.kustomize.node.Nodes;
import dev.capstan.kustomize.resource.OriginNote;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceList;
import dev.capstan.tree.TreePath;
import dev.capstan.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Generators, transformers and validators that objects configure, inline or in files and bases. */
final class Plugins {
    private final ParsedKustomization kustomization;
    private final Optional<OriginTrail> trail;
    private final Sources sources;
    private final ObjectReader objects;
    private final PluginLoader loader;

    /**
     * @param sources what the kustomization includes, plugin configurations among it
     * @param trail the way to the kustomization, when origins are recorded
     */
    Plugins(
            Session session,
            Folder folder,
            ParsedKustomization kustomization,
            Sources sources,
            Optional<OriginTrail> trail) {
        this.kustomization = kustomization;
        this.trail = trail;
        this.sources = sources;
        this.objects = new ObjectReader(session);
        this.loader = new PluginLoader(session, folder);
    }

    List<Production> generators() {
        List<Production> productions = new ArrayList<>();
        for (Resource configuration : configurations(kustomization.plugins().generators())) {
            productions.add(
                    new Production(loader.generator(configuration), place(configuration), origin(configuration)));
        }
        return productions;
    }

    List<Step> transformers() {
        List<Step> steps = new ArrayList<>();
        for (Resource configuration : configurations(kustomization.plugins().transformers())) {
            steps.add(new Step(loader.transformer(configuration), place(configuration), origin(configuration)));
        }
        return steps;
    }

    /** Validators are transformers that must not change anything. */
    void validate(ResourceList resources) {
        for (Resource configuration : configurations(kustomization.plugins().validators())) {
            List<YamlMap> before = contents(resources);
            loader.transformer(configuration).transform(resources);
            if (!before.equals(contents(resources))) {
                throw BuildFault.of(
                                Code.TRANSFORMER_FAILED,
                                "validator shouldn't modify the resource map: " + configuration.words() + " did")
                        .with(problem -> problem.onObject(configuration.words())
                                .at(
                                        configuration.origin().file(),
                                        configuration.origin().line(),
                                        0)
                                .advise("Name it under transformers."));
            }
        }
    }

    private static List<YamlMap> contents(ResourceList resources) {
        return resources.all().stream()
                .map(resource -> Nodes.freezeMap(resource.root()))
                .toList();
    }

    private List<Resource> configurations(List<Setting> pathsOrTexts) {
        if (pathsOrTexts.isEmpty()) {
            return List.of();
        }
        Accumulation gathered = new Accumulation();
        List<Setting> paths = new ArrayList<>();
        for (Setting each : pathsOrTexts) {
            if (each.value().indexOf('\n') < 0 && !each.value().contains(": ")) {
                paths.add(each);
                continue;
            }
            for (Resource configuration : objects.readInline(each)) {
                trail.ifPresent(from -> configuration.noteOrigin(
                        from.enter(TreePath.name(kustomization.file())).note()));
                gathered.resources().append(configuration);
            }
        }
        sources.addTo(gathered, paths);
        return gathered.resources().all();
    }

    private static Place place(Resource configuration) {
        return new Place(configuration.origin().file(), configuration.origin().line(), 0, configuration.kind());
    }

    private static Optional<OriginNote> origin(Resource configuration) {
        return configuration
                .originNote()
                .map(note -> note.configuredBy(
                        configuration.apiVersion(),
                        configuration.kind(),
                        configuration.name(),
                        configuration.namespace()));
    }
}
