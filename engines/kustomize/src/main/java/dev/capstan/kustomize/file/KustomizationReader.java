package dev.capstan.kustomize.file;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.tree.TreePath;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a kustomization file and checks what can be checked without other files. */
public final class KustomizationReader {
    private static final String KUSTOMIZATION = "Kustomization";
    private static final String COMPONENT = "Component";
    private static final String KUSTOMIZATION_VERSION = "kustomize.config.k8s.io/v1beta1";
    private static final String COMPONENT_VERSION = "kustomize.config.k8s.io/v1alpha1";

    private final EntryReader entries = new EntryReader(true);

    /**
     * Reads a file.
     *
     * @param document its only document; empty when there is none
     * @param file its path
     */
    public ParsedKustomization read(Optional<YamlNode> document, String file) {
        if (!(document.orElse(YamlMap.empty()) instanceof YamlMap map)) {
            throw invalid(
                    file, 1, "a kustomization file is a map of fields", "See kustomize's reference for the fields.");
        }
        SettingsReader settings = new SettingsReader(map, file, "", false);
        boolean isComponent = settings.text("kind").equals(COMPONENT);
        settings.section("metadata").ifPresent(KustomizationReader::checkMetadata);
        ParsedKustomization kustomization = new ParsedKustomization(
                file,
                isComponent,
                sources(settings),
                generation(settings),
                changes(settings),
                plugins(settings),
                output(settings),
                settings.places());
        settings.allow("kind", "apiVersion");
        settings.refuseUnknown();
        checkType(settings, isComponent);
        if (isEmpty(map)) {
            throw invalid(
                    file,
                    0,
                    "kustomization.yaml is empty: " + TreePath.name(file) + " says nothing",
                    "Add at least one field, for example resources: [].");
        }
        return kustomization;
    }

    private ParsedKustomization.Sources sources(SettingsReader settings) {
        List<Setting> resources = new ArrayList<>(settings.texts("resources"));
        resources.addAll(settings.texts("bases"));
        Optional<SettingsReader> openApi = settings.section("openapi");
        return new ParsedKustomization.Sources(
                resources,
                settings.texts("components"),
                settings.texts("crds"),
                settings.texts("configurations"),
                openApi.filter(each -> each.map().has("path"))
                        .map(each -> new Setting(each.text("path"), each.place("path"))),
                openApi.filter(each -> each.map().has("version"))
                        .map(each -> new Setting(each.text("version"), each.place("version"))));
    }

    private ParsedKustomization.Generation generation(SettingsReader settings) {
        settings.allow("helmGlobals", "helmCharts", "helmChartInflationGenerator");
        Optional<Place> helm = Optional.empty();
        for (String field : List.of("helmCharts", "helmChartInflationGenerator")) {
            if (helm.isEmpty() && !settings.sections(field).isEmpty()) {
                helm = Optional.of(settings.place(field));
            }
        }
        return new ParsedKustomization.Generation(
                settings.sections("configMapGenerator").stream()
                        .map(entries::generator)
                        .toList(),
                settings.sections("secretGenerator").stream()
                        .map(entries::generator)
                        .toList(),
                settings.section("generatorOptions")
                        .map(entries::generatorOptions)
                        .orElse(GeneratorOptions.NONE),
                helm);
    }

    private ParsedKustomization.Changes changes(SettingsReader settings) {
        List<ImageEntry> images = new ArrayList<>();
        settings.sections("images").forEach(each -> images.add(entries.image(each)));
        settings.sections("imageTags").forEach(each -> images.add(entries.image(each)));
        return new ParsedKustomization.Changes(
                settings.text("namePrefix"),
                settings.text("nameSuffix"),
                settings.text("namespace"),
                settings.textMap("commonLabels"),
                settings.sections("labels").stream().map(entries::label).toList(),
                settings.textMap("commonAnnotations"),
                settings.texts("patchesStrategicMerge"),
                settings.sections("patches").stream().map(entries::patch).toList(),
                settings.sections("patchesJson6902").stream()
                        .map(entries::patch)
                        .toList(),
                images,
                settings.sections("replicas").stream().map(entries::replica).toList(),
                settings.sections("replacements").stream()
                        .map(entries::replacement)
                        .toList(),
                settings.sections("vars").stream().map(entries::variable).toList());
    }

    private static ParsedKustomization.Plugins plugins(SettingsReader settings) {
        return new ParsedKustomization.Plugins(
                settings.texts("generators"), settings.texts("transformers"), settings.texts("validators"));
    }

    private ParsedKustomization.Output output(SettingsReader settings) {
        return new ParsedKustomization.Output(
                settings.plainTexts("buildMetadata"),
                settings.section("sortOptions").map(entries::sortOptions));
    }

    private static void checkMetadata(SettingsReader metadata) {
        metadata.text("name");
        metadata.text("namespace");
        metadata.textMap("labels");
        metadata.textMap("annotations");
        metadata.refuseUnknown();
    }

    private static void checkType(SettingsReader settings, boolean isComponent) {
        String kind = settings.text("kind");
        if (!kind.isEmpty() && !kind.equals(KUSTOMIZATION) && !isComponent) {
            throw new BuildFault(settings.place("kind")
                    .problem(
                            Code.KUSTOMIZATION_INVALID,
                            "kind should be " + KUSTOMIZATION + " or " + COMPONENT + ", not " + kind)
                    .advise("Correct the kind, or leave it out."));
        }
        String version = settings.text("apiVersion");
        String expected = isComponent ? COMPONENT_VERSION : KUSTOMIZATION_VERSION;
        if (!version.isEmpty() && !version.equals(expected)) {
            throw new BuildFault(settings.place("apiVersion")
                    .problem(
                            Code.KUSTOMIZATION_INVALID,
                            "apiVersion for " + (isComponent ? COMPONENT : KUSTOMIZATION) + " should be " + expected
                                    + ", not " + version)
                    .advise("Correct the apiVersion, or leave it out."));
        }
    }

    private static boolean isEmpty(YamlMap map) {
        for (int i = 0; i < map.size(); i++) {
            String field = map.keyAt(i).text();
            boolean isType = field.equalsIgnoreCase("kind") || field.equalsIgnoreCase("apiVersion");
            if (!isType && !map.valueAt(i).isNull() && !map.valueAt(i).equals(YamlScalar.ofString(""))) {
                return false;
            }
        }
        return true;
    }

    private static BuildFault invalid(String file, int line, String message, String advice) {
        return new BuildFault(new Place(file, line, 0, "")
                .problem(Code.KUSTOMIZATION_INVALID, message)
                .advise(advice));
    }
}
