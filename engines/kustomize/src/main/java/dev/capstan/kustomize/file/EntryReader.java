package dev.capstan.kustomize.file;

import dev.capstan.kustomize.config.FieldSpec;
import dev.capstan.kustomize.config.FieldSpecs;
import dev.capstan.kustomize.file.ReplacementEntry.FieldOptions;
import dev.capstan.kustomize.resource.Gvk;
import dev.capstan.kustomize.select.ObjectSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the entries that occur both in kustomization files and in configurations of built-in plugins. */
public final class EntryReader {
    private final boolean refusesUnknown;

    /** A reader that refuses unknown fields, or ignores them. */
    public EntryReader(boolean refusesUnknown) {
        this.refusesUnknown = refusesUnknown;
    }

    /** A target of a patch. */
    public ObjectSelector selector(SettingsReader settings) {
        ObjectSelector selector = new ObjectSelector(
                gvk(settings),
                settings.text("name"),
                settings.text("namespace"),
                settings.text("labelSelector"),
                settings.text("annotationSelector"));
        return checked(settings, selector);
    }

    /** A patch. */
    public PatchEntry patch(SettingsReader settings) {
        Optional<SettingsReader> options = settings.section("options");
        boolean allowNameChange =
                options.map(each -> each.flag("allowNameChange")).orElse(false);
        boolean allowKindChange =
                options.map(each -> each.flag("allowKindChange")).orElse(false);
        options.ifPresent(each -> checked(each, each));
        return checked(
                settings,
                new PatchEntry(
                        settings.setting("path"),
                        settings.setting("patch"),
                        settings.section("target").map(this::selector),
                        allowNameChange,
                        allowKindChange,
                        settings.place()));
    }

    /** An image. */
    public ImageEntry image(SettingsReader settings) {
        return checked(
                settings,
                new ImageEntry(
                        settings.text("name"),
                        settings.text("newName"),
                        settings.text("newTag"),
                        settings.text("tagSuffix"),
                        settings.text("digest"),
                        settings.place()));
    }

    /** A number of replicas. */
    public ReplicaEntry replica(SettingsReader settings) {
        return checked(settings, new ReplicaEntry(settings.text("name"), settings.integer("count"), settings.place()));
    }

    /** Fields. */
    public FieldSpecs fieldSpecs(List<SettingsReader> all) {
        List<FieldSpec> specs = new ArrayList<>();
        for (SettingsReader settings : all) {
            specs.add(checked(settings, new FieldSpec(gvk(settings), settings.text("path"), settings.flag("create"))));
        }
        return new FieldSpecs(specs);
    }

    /** A ConfigMap or Secret to generate. */
    public GeneratorArgs generator(SettingsReader settings) {
        List<Setting> envs = new ArrayList<>(settings.texts("envs"));
        settings.setting("env").ifPresent(envs::add);
        return checked(
                settings,
                new GeneratorArgs(
                        settings.text("name"),
                        settings.text("namespace"),
                        settings.text("behavior"),
                        settings.text("type"),
                        settings.texts("literals"),
                        settings.texts("files"),
                        envs,
                        settings.section("options").map(this::generatorOptions).orElse(GeneratorOptions.NONE),
                        settings.place()));
    }

    /** Options of generators. */
    public GeneratorOptions generatorOptions(SettingsReader settings) {
        return checked(
                settings,
                new GeneratorOptions(
                        settings.textMap("labels"),
                        settings.textMap("annotations"),
                        settings.flag("disableNameSuffixHash"),
                        settings.flag("immutable")));
    }

    /** A replacement. */
    public ReplacementEntry replacement(SettingsReader settings) {
        Optional<List<ReplacementEntry.Target>> targets = settings.has("targets")
                ? Optional.of(settings.sections("targets").stream()
                        .map(this::replacementTarget)
                        .toList())
                : Optional.empty();
        Optional<String> value =
                settings.has("sourceValue") ? Optional.of(settings.text("sourceValue")) : Optional.empty();
        return checked(
                settings,
                new ReplacementEntry(
                        settings.setting("path"),
                        settings.section("source").map(this::replacementSource),
                        value,
                        targets,
                        settings.place()));
    }

    private ReplacementEntry.Source replacementSource(SettingsReader settings) {
        return checked(
                settings,
                new ReplacementEntry.Source(
                        gvk(settings),
                        settings.text("name"),
                        settings.text("namespace"),
                        settings.text("fieldPath"),
                        fieldOptions(settings),
                        settings.place()));
    }

    private ReplacementEntry.Target replacementTarget(SettingsReader settings) {
        return checked(
                settings,
                new ReplacementEntry.Target(
                        settings.section("select").map(this::selector),
                        settings.sections("reject").stream().map(this::selector).toList(),
                        settings.plainTexts("fieldPaths"),
                        fieldOptions(settings),
                        settings.place()));
    }

    private FieldOptions fieldOptions(SettingsReader parent) {
        return parent.section("options")
                .map(settings -> {
                    settings.allow("encoding");
                    return checked(
                            settings,
                            new FieldOptions(
                                    settings.text("delimiter"),
                                    (int) Math.clamp(settings.integer("index"), Integer.MIN_VALUE, Integer.MAX_VALUE),
                                    settings.flag("create")));
                })
                .orElse(FieldOptions.NONE);
    }

    /** A variable. */
    public VarEntry variable(SettingsReader settings) {
        Optional<SettingsReader> object = settings.section("objref");
        String apiVersion = object.map(each -> each.text("apiVersion")).orElse("");
        Gvk written = object.map(EntryReader::gvk).orElse(Gvk.ANY);
        Gvk gvk = apiVersion.isEmpty() ? written : withApiVersion(written, apiVersion);
        String name = object.map(each -> each.text("name")).orElse("");
        String namespace = object.map(each -> each.text("namespace")).orElse("");
        object.ifPresent(each -> checked(each, each));
        Optional<SettingsReader> field = settings.section("fieldref");
        String fieldPath = field.map(each -> each.text("fieldPath")).orElse("");
        field.ifPresent(each -> checked(each, each));
        return checked(
                settings,
                new VarEntry(
                        settings.text("name"),
                        gvk,
                        name,
                        namespace,
                        fieldPath.isEmpty() ? "metadata.name" : fieldPath,
                        settings.place()));
    }

    /** An entry of {@code labels}. */
    public LabelEntry label(SettingsReader settings) {
        return checked(
                settings,
                new LabelEntry(
                        settings.textMap("pairs"),
                        settings.flag("includeSelectors"),
                        settings.flag("includeTemplates"),
                        settings.flag("includeVolumeClaimTemplates"),
                        fieldSpecs(settings.sections("fields")),
                        settings.place()));
    }

    /** An order. */
    public SortOptions sortOptions(SettingsReader settings) {
        Optional<SettingsReader> legacy = settings.section("legacySortOptions");
        SortOptions options = new SortOptions(
                settings.text("order"),
                legacy.map(each -> each.plainTexts("orderFirst")),
                legacy.map(each -> each.plainTexts("orderLast")),
                settings.place());
        legacy.ifPresent(each -> checked(each, each));
        return checked(settings, options);
    }

    /** Group, version and kind. */
    public static Gvk gvk(SettingsReader settings) {
        return new Gvk(settings.text("group"), settings.text("version"), settings.text("kind"));
    }

    private static Gvk withApiVersion(Gvk written, String apiVersion) {
        String[] parts = apiVersion.split("/", -1);
        return switch (parts.length) {
            case 1 -> new Gvk(written.group(), parts[0], written.kind());
            case 2 -> new Gvk(parts[0], parts[1], written.kind());
            default -> written;
        };
    }

    private <T> T checked(SettingsReader settings, T result) {
        if (refusesUnknown) {
            settings.refuseUnknown();
        }
        return result;
    }
}
