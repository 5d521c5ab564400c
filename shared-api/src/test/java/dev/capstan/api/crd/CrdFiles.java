package dev.capstan.api.crd;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ToolkitResource;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of {@code k8s/crds} and of {@code shared-api/crds}: fabric8's generator reads the types, {@link SchemaRefinement} adds what it
 * cannot express, and {@link FieldDescriptions} what {@code kubectl explain} shows.
 */
final class CrdFiles {
    private static final String HEADER = """
            # Generated from the types in shared-api; do not edit. To make it again:
            #   ./mvnw -q -pl shared-api -am test -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false -Dcrds.write=true
            """;

    private final SchemaRefinement refinement;

    private CrdFiles(SchemaRefinement refinement) {
        this.refinement = refinement;
    }

    /**
     * Makes the files of all kinds of the toolkit.
     *
     * @param sources folder of the Java sources of the types
     * @return file names and contents
     */
    static Map<String, String> generate(Path sources) {
        return generate(
                sources,
                ToolkitKind.served().stream()
                        .map(kind -> new Definition(kind.type(), "flux", kind.controller()))
                        .toList(),
                "CrdFilesTest");
    }

    /**
     * As {@link #generate(Path)}, of other kinds.
     *
     * @param test the name of the test that writes the files
     */
    static Map<String, String> generate(Path sources, List<Definition> definitions, String test) {
        return new CrdFiles(new SchemaRefinement(new FieldDescriptions(sources)))
                .generate(definitions, HEADER.formatted(test));
    }

    /**
     * One kind to define.
     *
     * @param type the type of its objects
     * @param partOf whose kinds it is one of, for a label
     * @param controller who takes care of it, for a label
     */
    record Definition(Class<? extends ToolkitResource<?, ?>> type, String partOf, String controller) {
        Map<String, String> labels() {
            return Map.of("app.kubernetes.io/part-of", partOf, "app.kubernetes.io/component", controller);
        }
    }

    private Map<String, String> generate(List<Definition> definitions, String header) {
        var files = new LinkedHashMap<String, String>();
        definitions.forEach(definition -> {
            Class<? extends ToolkitResource<?, ?>> type = definition.type();
            var output = new SingleOutput();
            new CRDGenerator()
                    .withParallelGenerationEnabled(false)
                    .withMinQuotes(false)
                    .customResourceClasses(List.of(type))
                    .withPostProcessor(new io.fabric8.crdv2.generator.CRDPostProcessor() {
                        @Override
                        public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
                            return OldVersionSchemas.addTo(
                                    refinement.refine((CustomResourceDefinition) crd, definition), type);
                        }
                    })
                    .withOutput(output)
                    .generate();
            files.put(fileName(type), header + withoutFirstLine(output.text()));
        });
        return files;
    }

    /** {@code <group>_<plural>.yaml}. */
    static String fileName(Class<? extends ToolkitResource<?, ?>> type) {
        return HasMetadata.getGroup(type) + "_" + HasMetadata.getPlural(type) + ".yaml";
    }

    private static String withoutFirstLine(String text) {
        return text.substring(text.indexOf('\n') + 1);
    }

    /** Keeps the one document that the generator writes. */
    private static final class SingleOutput extends CRDGenerator.AbstractCRDOutput<ByteArrayOutputStream> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        protected ByteArrayOutputStream createStreamFor(String crdName) {
            return bytes;
        }

        String text() {
            try {
                close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
