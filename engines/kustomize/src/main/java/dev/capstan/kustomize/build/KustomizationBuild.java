package dev.capstan.kustomize.build;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.config.DefaultFields;
import dev.capstan.kustomize.config.TransformerConfig;
import dev.capstan.kustomize.explain.FieldLedger;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.GeneratorArgs;
import dev.capstan.kustomize.file.Kustomization;
import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.file.Setting;
import dev.capstan.kustomize.generate.DataGenerator;
import dev.capstan.kustomize.generate.Generator;
import dev.capstan.kustomize.load.Folder;
import dev.capstan.kustomize.load.ObjectReader;
import dev.capstan.kustomize.load.Session;
import dev.capstan.kustomize.memory.MemoryStore.Kind;
import dev.capstan.kustomize.memory.Recipe;
import dev.capstan.kustomize.node.Nodes;
import dev.capstan.kustomize.resource.OriginNote;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceList;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.TreePath;
import dev.capstan.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Builds one kustomization: gathers the objects of its sources and runs its generators and transformers. */
final class KustomizationBuild {
    private final Session session;
    private final Folder folder;
    private final Kustomization kustomization;
    private final KustomizationFiles files;
    private final ObjectReader objects;
    private final PluginLoader plugins;
    private final Optional<OriginTrail> trail;
    private final Optional<Recollection> recollection;

    private KustomizationBuild(
            Session session,
            Folder folder,
            Kustomization kustomization,
            KustomizationFiles files,
            Optional<OriginTrail> trail,
            Optional<Recollection> recollection) {
        this.session = session;
        this.folder = folder;
        this.kustomization = kustomization;
        this.files = files;
        this.objects = new ObjectReader(session);
        this.plugins = new PluginLoader(session, folder);
        this.trail = trail;
        this.recollection = trail.isPresent() || folder.isRemote() ? Optional.empty() : recollection;
    }

    /** Reads the kustomization of the folder that the caller wants built. */
    static KustomizationBuild top(Session session, Folder folder, Optional<Recollection> recollection) {
        session.countKustomization(0);
        KustomizationFiles files = new KustomizationFiles(session, folder);
        Kustomization kustomization = files.kustomization();
        files.chooseSchemas(kustomization);
        boolean recordsOrigins = !kustomization.output().buildMetadata().isEmpty()
                || session.options().originAnnotations();
        return new KustomizationBuild(
                session,
                folder,
                kustomization,
                files,
                recordsOrigins ? Optional.of(OriginTrail.START) : Optional.empty(),
                recollection);
    }

    /** What earlier builds know of this one; empty when they cannot help. */
    Optional<Recollection> recollection() {
        return recollection;
    }

    Folder folder() {
        return folder;
    }

    Kustomization kustomization() {
        return kustomization;
    }

    /** Gathers everything into the accumulation: an empty one, or for a component that of its parent. */
    void run(Accumulation accumulation) {
        addSources(accumulation, kustomization.sources().resources());
        accumulation.addConfig(DefaultFields.config()
                .merge(files.configurations(kustomization.sources().configurations())));
        accumulation.addConfig(files.crds(kustomization.sources().crds()));
        generate(accumulation);
        for (Setting component : kustomization.sources().components()) {
            open(component, folder.enter(component), true).run(accumulation);
            accumulation.mergeConfigAnew();
        }
        transform(accumulation);
        validate(accumulation.resources());
        accumulation.variables().declare(kustomization.changes().vars(), accumulation.resources());
    }

    private void addSources(Accumulation accumulation, List<Setting> sources) {
        sources.forEach(this::requirePresent);
        for (Setting source : sources) {
            boolean isRemote = Folder.isRemoteFile(source.value())
                    || dev.capstan.kustomize.load.RemoteAddress.looksLikeRepository(source.value());
            if (isRemote ? isRemoteFile(source) : folder.kindOf(source) != EntryKind.DIRECTORY) {
                addFile(accumulation.resources(), source);
            } else {
                addBase(accumulation, source);
            }
        }
    }

    /** A missing file is the likelier cause than whatever stands in the others, so it is reported first. */
    private void requirePresent(Setting source) {
        boolean isLocal = !Folder.isRemoteFile(source.value())
                && !dev.capstan.kustomize.load.RemoteAddress.looksLikeRepository(source.value());
        if (isLocal && folder.kindOf(source) == EntryKind.ABSENT) {
            folder.load(source);
        }
    }

    /** A URL may name a file or a repository; what has the name of a YAML file is a file. */
    private static boolean isRemoteFile(Setting source) {
        String address = source.value();
        int query = address.indexOf('?');
        String path = query < 0 ? address : address.substring(0, query);
        return Folder.isRemoteFile(address) && (path.endsWith(".yaml") || path.endsWith(".yml"));
    }

    private void addFile(ResourceList resources, Setting source) {
        List<Resource> read;
        try {
            read = read(source);
        } catch (BuildFault fault) {
            throw source.place().locate(fault);
        }
        Optional<OriginNote> origin =
                trail.map(each -> each.enter(source.value()).note());
        for (Resource resource : read) {
            origin.ifPresent(resource::noteOrigin);
            resources.append(resource);
        }
        session.ledger()
                .ifPresent(ledger -> ledger.note(read, new Place(source.place().file(), 0, 0, "resource")));
    }

    private List<Resource> read(Setting source) {
        Supplier<List<Resource>> reading = () -> objects.read(folder.load(source));
        return recollection
                .map(known -> known.objects(Kind.FILE, folder.root() + "\n" + source.value(), folder, reading))
                .orElseGet(reading);
    }

    private void addBase(Accumulation accumulation, Setting source) {
        Folder other = folder.enter(source);
        Supplier<Accumulation> building = () -> {
            Accumulation gathered = new Accumulation();
            open(source, other, false).run(gathered);
            return gathered;
        };
        Accumulation base = recollection
                .filter(_ -> !other.isRemote())
                .map(known -> known.base(other, building))
                .orElseGet(building);
        try {
            accumulation.addAll(base);
        } catch (BuildFault fault) {
            throw fault.with(problem -> problem.because(problem.cause().orElse("")
                    + (problem.cause().isPresent() ? "; " : "") + "while adding the base '" + source.value() + "' to "
                    + kustomization.file()));
        }
    }

    private KustomizationBuild open(Setting path, Folder other, boolean asComponent) {
        session.countKustomization(other.depth());
        recollection.ifPresent(known -> known.entered(other));
        KustomizationFiles otherFiles = new KustomizationFiles(session, other);
        Kustomization entered;
        try {
            entered = otherFiles.kustomization();
        } catch (BuildFault fault) {
            throw path.place().locate(fault);
        }
        otherFiles.chooseSchemas(entered);
        if (entered.isComponent() != asComponent) {
            throw new BuildFault(path.place()
                    .problem(
                            Code.KUSTOMIZATION_INVALID,
                            asComponent
                                    ? "expected kind 'Component' for path '" + path.value()
                                            + "' but got 'Kustomization'"
                                    : "expected kind != 'Component' for path '" + path.value() + "'")
                    .advise(
                            asComponent
                                    ? "Name it under resources, or make it a component."
                                    : "Name it under components."));
        }
        return new KustomizationBuild(
                session, other, entered, otherFiles, trail.map(each -> each.enter(path.value())), recollection);
    }

    private void generate(Accumulation accumulation) {
        for (Production production : productions()) {
            Resource generated = production.isBuiltIn() ? generated(production) : generateNow(production);
            if (generated.originNote() == null) {
                production.origin().ifPresent(generated::noteOrigin);
            }
            absorb(generated, accumulation.resources(), production.place());
        }
    }

    private Resource generateNow(Production production) {
        Resource generated = production.generator().generate();
        session.countObjects(1);
        return generated;
    }

    /** A generator of the kustomization file depends on that file and on those that it reads. */
    private Resource generated(Production production) {
        if (recollection.isEmpty()) {
            return generateNow(production);
        }
        String path = folder.chain() + "\n" + production.place().field();
        Supplier<List<Resource>> generating = () -> {
            files.askFor(kustomization.file());
            return List.of(generateNow(production));
        };
        return recollection
                .get()
                .objects(Kind.GENERATOR, path, folder, generating)
                .getFirst();
    }

    private void absorb(Resource generated, ResourceList resources, Place place) {
        if (session.ledger().isEmpty()) {
            resources.absorb(generated);
            return;
        }
        FieldLedger ledger = session.ledger().get();
        List<Resource> before = resources.withAnyId(generated.id());
        resources.absorb(generated);
        before.forEach(old -> ledger.replaced(old, generated));
        ledger.note(List.of(generated), place);
    }

    private List<Production> productions() {
        List<Production> productions = new ArrayList<>();
        Kustomization.Generation generation = kustomization.generation();
        for (GeneratorArgs args : generation.configMaps()) {
            productions.add(production(DataGenerator.Product.CONFIG_MAP, args, "ConfigMapGenerator"));
        }
        for (GeneratorArgs args : generation.secrets()) {
            productions.add(production(DataGenerator.Product.SECRET, args, "SecretGenerator"));
        }
        if (generation.helmCharts().isPresent()) {
            throw HelmRefusal.at(generation.helmCharts().get());
        }
        for (Resource configuration : configurations(kustomization.plugins().generators())) {
            Generator generator = plugins.generator(configuration);
            productions.add(new Production(generator, false, pluginPlace(configuration), pluginOrigin(configuration)));
        }
        return productions;
    }

    private Production production(DataGenerator.Product product, GeneratorArgs args, String kind) {
        GeneratorArgs completed = new GeneratorArgs(
                args.name(),
                args.namespace(),
                args.behavior(),
                args.type(),
                args.literals(),
                args.files(),
                args.envs(),
                args.options().completedBy(kustomization.generation().options()),
                args.place());
        Optional<OriginNote> origin =
                trail.map(each -> each.enter(fileName()).note().configuredBy("builtin", kind, "", ""));
        return new Production(
                new DataGenerator(product, completed, folder, session.schemas()), true, args.place(), origin);
    }

    private void transform(Accumulation accumulation) {
        ResourceList resources = accumulation.resources();
        if (recollection.isPresent() && session.ledger().isEmpty()) {
            Recollection known = recollection.get();
            Recollection.Prepared<List<Step>> prepared = known.observe(() -> {
                files.askFor(kustomization.file());
                return steps(accumulation.config());
            });
            Recipe recipe = new Recipe(prepared.inputs().answers(), accumulation.config());
            new RememberedSteps(known, folder.chain(), recipe).run(prepared.result(), resources);
            return;
        }
        for (Step step : steps(accumulation.config())) {
            step.transformer().transform(resources);
            step.origin().ifPresent(origin -> resources.all().forEach(resource -> resource.noteTransformer(origin)));
            resources.dropGone();
            session.ledger().ifPresent(ledger -> ledger.note(resources.all(), step.place()));
        }
    }

    private List<Step> steps(TransformerConfig config) {
        List<Step> steps = new ArrayList<>(new FieldSteps(session, folder, kustomization, config, trail).make());
        for (Resource configuration : configurations(kustomization.plugins().transformers())) {
            steps.add(new Step(
                    plugins.transformer(configuration), pluginPlace(configuration), pluginOrigin(configuration)));
        }
        return steps;
    }

    /** Validators are transformers that must not change anything. */
    private void validate(ResourceList resources) {
        for (Resource configuration : configurations(kustomization.plugins().validators())) {
            List<YamlMap> before = contents(resources);
            plugins.transformer(configuration).transform(resources);
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
                .map(resource -> Nodes.freezeMap(resource.content()))
                .toList();
    }

    /** The objects that configure plugins, inline or in files and bases. */
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
                trail.ifPresent(
                        from -> configuration.noteOrigin(from.enter(fileName()).note()));
                gathered.resources().append(configuration);
            }
        }
        addSources(gathered, paths);
        return gathered.resources().all();
    }

    private static Place pluginPlace(Resource configuration) {
        return new Place(configuration.origin().file(), configuration.origin().line(), 0, configuration.kind());
    }

    private static Optional<OriginNote> pluginOrigin(Resource configuration) {
        OriginNote note = configuration.originNote();
        return note == null
                ? Optional.empty()
                : Optional.of(note.configuredBy(
                        configuration.apiVersion(),
                        configuration.kind(),
                        configuration.name(),
                        configuration.namespace()));
    }

    private String fileName() {
        return TreePath.name(kustomization.file());
    }
}
