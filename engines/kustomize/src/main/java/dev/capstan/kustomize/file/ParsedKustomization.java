package dev.capstan.kustomize.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kustomization file.
 *
 * @param file path of the file
 * @param isComponent whether it is a component
 * @param sources what it reads
 * @param generation what it generates
 * @param changes what it changes
 * @param plugins configured generators, transformers and validators
 * @param output what it says about the result
 * @param places where its fields are, by name
 */
public record ParsedKustomization(
        String file,
        boolean isComponent,
        Sources sources,
        Generation generation,
        Changes changes,
        Plugins plugins,
        Output output,
        Map<String, Place> places) {

    /** Where a field is. */
    public Place place(String field) {
        return places.getOrDefault(field, new Place(file, 0, 0, field));
    }

    /**
     * Files and folders.
     *
     * @param resources objects and bases
     * @param components components
     * @param crds OpenAPI definitions of custom kinds
     * @param configurations transformer configurations
     * @param openApiPath an OpenAPI document
     * @param openApiVersion a built-in OpenAPI document
     */
    public record Sources(
            List<Setting> resources,
            List<Setting> components,
            List<Setting> crds,
            List<Setting> configurations,
            Optional<Setting> openApiPath,
            Optional<Setting> openApiVersion) {}

    /**
     * Generators.
     *
     * @param configMaps ConfigMaps
     * @param secrets Secrets
     * @param options options for all of them
     * @param helmCharts the first Helm chart, when there is one
     */
    public record Generation(
            List<GeneratorArgs> configMaps,
            List<GeneratorArgs> secrets,
            GeneratorOptions options,
            Optional<Place> helmCharts) {}

    /**
     * Transformers, each in the order of the file.
     *
     * @param namePrefix put before names
     * @param nameSuffix put after names
     * @param namespace set on objects
     * @param commonLabels set on objects, templates and selectors
     * @param labels set as each entry says
     * @param commonAnnotations set on objects and templates
     * @param patchesStrategicMerge strategic merge patches, inline or files
     * @param patches patches of both kinds
     * @param patchesJson6902 JSON patches
     * @param images image names, tags and digests
     * @param replicas numbers of replicas
     * @param replacements values copied from object to object
     * @param vars variables
     */
    public record Changes(
            String namePrefix,
            String nameSuffix,
            String namespace,
            Map<String, String> commonLabels,
            List<LabelEntry> labels,
            Map<String, String> commonAnnotations,
            List<Setting> patchesStrategicMerge,
            List<PatchEntry> patches,
            List<PatchEntry> patchesJson6902,
            List<ImageEntry> images,
            List<ReplicaEntry> replicas,
            List<ReplacementEntry> replacements,
            List<VarEntry> vars) {}

    /**
     * Plugin configurations, inline or files.
     *
     * @param generators generators
     * @param transformers transformers
     * @param validators validators
     */
    public record Plugins(List<Setting> generators, List<Setting> transformers, List<Setting> validators) {}

    /**
     * The result.
     *
     * @param buildMetadata what is recorded on objects
     * @param sort the order
     */
    public record Output(List<String> buildMetadata, Optional<SortOptions> sort) {
        /** The field that asks for such notes. */
        public static final String FIELD = "buildMetadata";

        /** Objects get their origin as an annotation. */
        public static final String ORIGIN_ANNOTATIONS = "originAnnotations";

        /** Objects get the transformers that changed them as an annotation. */
        public static final String TRANSFORMER_ANNOTATIONS = "transformerAnnotations";

        /** Objects get a label with the version of kustomize. */
        public static final String MANAGED_BY_LABEL = "managedByLabel";
    }
}
