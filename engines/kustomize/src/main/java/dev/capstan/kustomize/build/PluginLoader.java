package dev.capstan.kustomize.build;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.config.FieldSpecs;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.EntryReader;
import dev.capstan.kustomize.file.GeneratorArgs;
import dev.capstan.kustomize.file.ImageEntry;
import dev.capstan.kustomize.file.PatchEntry;
import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.file.ReplicaEntry;
import dev.capstan.kustomize.file.Setting;
import dev.capstan.kustomize.file.SettingsReader;
import dev.capstan.kustomize.generate.DataGenerator;
import dev.capstan.kustomize.generate.Generator;
import dev.capstan.kustomize.generate.HashTransformer;
import dev.capstan.kustomize.generate.IamPolicyGenerator;
import dev.capstan.kustomize.load.Folder;
import dev.capstan.kustomize.load.LoadedFile;
import dev.capstan.kustomize.load.Session;
import dev.capstan.kustomize.merge.StrategicMerge;
import dev.capstan.kustomize.node.Nodes;
import dev.capstan.kustomize.patch.JsonPatchTransformer;
import dev.capstan.kustomize.patch.PatchText;
import dev.capstan.kustomize.patch.PatchTransformer;
import dev.capstan.kustomize.patch.StrategicPatch;
import dev.capstan.kustomize.patch.StrategicPatchTransformer;
import dev.capstan.kustomize.replacement.ReplacementTransformer;
import dev.capstan.kustomize.resource.Gvk;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.transform.AffixTransformer;
import dev.capstan.kustomize.transform.ImageTransformer;
import dev.capstan.kustomize.transform.NamespaceTransformer;
import dev.capstan.kustomize.transform.PairsTransformer;
import dev.capstan.kustomize.transform.ReplicaTransformer;
import dev.capstan.kustomize.transform.Transformer;
import dev.capstan.kustomize.transform.ValueAddTransformer;
import dev.capstan.tree.TreePath;
import dev.capstan.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes generators and transformers from objects that configure built-in plugins; everything else is refused by name. */
final class PluginLoader {
    private final Session session;
    private final Folder folder;
    private final EntryReader entries = new EntryReader(false);
    private final PatchText patchText;
    private final StrategicPatch strategicPatch;

    PluginLoader(Session session, Folder folder) {
        this.session = session;
        this.folder = folder;
        this.patchText = new PatchText(session, folder);
        this.strategicPatch = new StrategicPatch(new StrategicMerge(session.schemas(), session.observer()));
    }

    Generator generator(Resource configuration) {
        return configured(configuration, settings -> switch (configuration.kind()) {
            case "ConfigMapGenerator" -> dataGenerator(DataGenerator.Product.CONFIG_MAP, settings);
            case "SecretGenerator" -> dataGenerator(DataGenerator.Product.SECRET, settings);
            case "IAMPolicyGenerator" -> new IamPolicyGenerator(settings, session.schemas());
            case "HelmChartInflationGenerator" -> throw HelmRefusal.at(settings.place());
            default -> throw unknown(configuration, "generator");
        });
    }

    Transformer transformer(Resource configuration) {
        return configured(configuration, settings -> transformer(configuration, settings));
    }

    private Transformer transformer(Resource configuration, SettingsReader settings) {
        return switch (configuration.kind()) {
            case "AnnotationsTransformer" ->
                pairs(settings.textMap("annotations"), settings, settings.place("annotations"));
            case "LabelTransformer" -> pairs(settings.textMap("labels"), settings, settings.place("labels"));
            case "HashTransformer" -> new HashTransformer();
            case "ImageTagTransformer" ->
                new ImageTransformer(
                        settings.section("imageTag")
                                .map(entries::image)
                                .orElseGet(() -> new ImageEntry("", "", "", "", "", settings.place())),
                        fieldSpecs(settings));
            case "ReplicaCountTransformer" ->
                new ReplicaTransformer(
                        settings.section("replica")
                                .map(entries::replica)
                                .orElseGet(() -> new ReplicaEntry("", 0, settings.place())),
                        fieldSpecs(settings));
            case "NamespaceTransformer" -> namespace(settings);
            case "PrefixTransformer" -> AffixTransformer.prefix(settings.text("prefix"), requiredFieldSpecs(settings));
            case "SuffixTransformer" -> AffixTransformer.suffix(settings.text("suffix"), requiredFieldSpecs(settings));
            case "PrefixSuffixTransformer" -> {
                Transformer prefix = AffixTransformer.prefix(settings.text("prefix"), requiredFieldSpecs(settings));
                Transformer suffix = AffixTransformer.suffix(settings.text("suffix"), requiredFieldSpecs(settings));
                yield resources -> {
                    prefix.transform(resources);
                    suffix.transform(resources);
                };
            }
            case "PatchTransformer" -> new PatchTransformer(entries.patch(settings), patchText, strategicPatch);
            case "PatchJson6902Transformer" ->
                new JsonPatchTransformer(
                        new PatchEntry(
                                settings.setting("path"),
                                settings.setting("jsonOp"),
                                settings.section("target").map(entries::selector),
                                false,
                                false,
                                settings.place()),
                        patchText);
            case "PatchStrategicMergeTransformer" ->
                new StrategicPatchTransformer(
                        settings.texts("paths"),
                        settings.setting("patches"),
                        settings.place(),
                        patchText,
                        strategicPatch);
            case "ReplacementTransformer" ->
                new ReplacementTransformer(new ReplacementFiles(session, folder)
                        .resolve(settings.sections("replacements").stream()
                                .map(entries::replacement)
                                .toList()));
            case "ValueAddTransformer" -> valueAdd(settings);
            default -> throw unknown(configuration, "transformer");
        };
    }

    private interface Reading<T> {
        T read(SettingsReader settings);
    }

    private <T> T configured(Resource configuration, Reading<T> reading) {
        Gvk gvk = configuration.gvk();
        if (!gvk.group().isEmpty() || !gvk.version().equals("builtin")) {
            throw external(configuration);
        }
        YamlMap content = Nodes.freezeMap(configuration.root());
        SettingsReader settings =
                new SettingsReader(content, configuration.origin().file(), "", true);
        try {
            return reading.read(settings);
        } catch (BuildFault fault) {
            throw located(fault, configuration);
        }
    }

    private static BuildFault external(Resource configuration) {
        String kind = configuration.kind();
        boolean isFunction = configuration.annotations().containsKey("config.kubernetes.io/function")
                || configuration.annotations().containsKey("config.k8s.io/function");
        String what = isFunction ? "functions in containers or programs" : "external plugins (exec, Go)";
        return located(
                BuildFault.of(Code.NOT_SUPPORTED, what + " are disabled; unable to load external plugin '" + kind + "'")
                        .with(problem -> problem.advise("Run the plugin outside the build, and commit what it makes.")),
                configuration);
    }

    private static BuildFault unknown(Resource configuration, String what) {
        return BuildFault.of(Code.NOT_SUPPORTED, "plugin " + configuration.kind() + " is not a built-in " + what)
                .with(problem -> problem.advise("Correct the kind."));
    }

    private static BuildFault located(BuildFault fault, Resource configuration) {
        return fault.with(problem -> problem.onObject(configuration.id().toString())
                .at(configuration.origin().file(), configuration.origin().line(), 0));
    }

    private DataGenerator dataGenerator(DataGenerator.Product product, SettingsReader settings) {
        GeneratorArgs args = entries.generator(settings);
        Optional<SettingsReader> metadata = settings.section("metadata");
        String name =
                args.name().isEmpty() ? metadata.map(each -> each.text("name")).orElse("") : args.name();
        String namespace = args.namespace().isEmpty()
                ? metadata.map(each -> each.text("namespace")).orElse("")
                : args.namespace();
        GeneratorArgs named = new GeneratorArgs(
                name,
                namespace,
                args.behavior(),
                args.type(),
                args.literals(),
                args.files(),
                args.envs(),
                args.options(),
                args.place());
        return new DataGenerator(product, named, folder, session.schemas());
    }

    private PairsTransformer pairs(Map<String, String> pairs, SettingsReader settings, Place place) {
        return new PairsTransformer(pairs, fieldSpecs(settings), place);
    }

    private NamespaceTransformer namespace(SettingsReader settings) {
        String subjects = settings.text("setRoleBindingSubjects");
        NamespaceTransformer.Subjects mode = switch (subjects) {
            case "", "defaultOnly" -> NamespaceTransformer.Subjects.DEFAULT_ONLY;
            case "allServiceAccounts" -> NamespaceTransformer.Subjects.ALL_SERVICE_ACCOUNTS;
            case "none" -> NamespaceTransformer.Subjects.NONE;
            default ->
                throw new BuildFault(settings.place("setRoleBindingSubjects")
                        .problem(
                                Code.KUSTOMIZATION_INVALID,
                                "invalid value \"" + subjects + "\" for setRoleBindingSubjects")
                        .advise("Use defaultOnly, none or allServiceAccounts."));
        };
        String namespace =
                settings.section("metadata").map(each -> each.text("namespace")).orElse("");
        return new NamespaceTransformer(namespace, fieldSpecs(settings), settings.flag("unsetOnly"), mode);
    }

    private ValueAddTransformer valueAdd(SettingsReader settings) {
        String value = settings.text("value").strip();
        List<ValueAddTransformer.Target> targets = new ArrayList<>(targets(settings));
        settings.setting("targetFilePath").ifPresent(path -> targets.addAll(targetsIn(path)));
        if (targets.isEmpty()) {
            throw new BuildFault(settings.place()
                    .problem(Code.KUSTOMIZATION_INVALID, "must specify at least one target")
                    .advise("Add targets."));
        }
        return new ValueAddTransformer(value.isEmpty() ? TreePath.name(folder.root()) : value, targets);
    }

    private List<ValueAddTransformer.Target> targetsIn(Setting path) {
        LoadedFile file = folder.load(path);
        return session.documents().parse(file).stream()
                .limit(1)
                .filter(document -> document.root() instanceof YamlMap)
                .flatMap(document ->
                        targets(new SettingsReader((YamlMap) document.root(), file.path(), "", true)).stream())
                .toList();
    }

    private List<ValueAddTransformer.Target> targets(SettingsReader settings) {
        List<ValueAddTransformer.Target> targets = new ArrayList<>();
        for (SettingsReader target : settings.sections("targets")) {
            String fieldPath = target.text("fieldPath");
            if (fieldPath.isEmpty()) {
                throw new BuildFault(target.place()
                        .problem(Code.KUSTOMIZATION_INVALID, "fieldPath cannot be empty")
                        .advise("Add fieldPath."));
            }
            long position = target.integer("filePathPosition");
            if (position < 0) {
                throw new BuildFault(target.place("filePathPosition")
                        .problem(Code.KUSTOMIZATION_INVALID, "value of filePathPosition cannot be negative")
                        .advise("Use 0 to replace the field."));
            }
            targets.add(
                    new ValueAddTransformer.Target(target.section("selector").map(entries::selector), fieldPath, (int)
                            Math.min(position, Integer.MAX_VALUE)));
        }
        return targets;
    }

    private FieldSpecs fieldSpecs(SettingsReader settings) {
        return entries.fieldSpecs(settings.sections("fieldSpecs"));
    }

    private FieldSpecs requiredFieldSpecs(SettingsReader settings) {
        if (!settings.has("fieldSpecs")) {
            throw new BuildFault(settings.place()
                    .problem(Code.KUSTOMIZATION_INVALID, "fieldSpecs is not expected to be nil")
                    .advise("Add fieldSpecs, for example [{path: metadata/name}]."));
        }
        return fieldSpecs(settings);
    }
}
