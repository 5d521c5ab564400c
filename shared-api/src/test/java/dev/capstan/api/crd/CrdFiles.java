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
 * The files of {@code k8s/crds}: fabric8's generator reads the types, {@link SchemaRefinement} adds what it
 * cannot express, and {@link FieldDescriptions} what {@code kubectl explain} shows.
 */
final class CrdFiles {
    private static final String HEADER = """
            # Generated from the types in shared-api; do not edit. To make it again:
            #   ./mvnw -q -pl shared-api -am test -Dtest=CrdFilesTest -Dsurefire.failIfNoSpecifiedTests=false -Dcrds.write=true
            """;

    private final SchemaRefinement refinement;

    private CrdFiles(SchemaRefinement refinement) {
        this.refinement = refinement;
    }

    /**
     * Makes the files.
     *
     * @param sources folder of the Java sources of the types
     * @return file names and contents
     */
    static Map<String, String> generate(Path sources) {
        return new CrdFiles(new SchemaRefinement(new FieldDescriptions(sources))).generate(ToolkitKind.served());
    }

    private Map<String, String> generate(List<ToolkitKind> kinds) {
        var files = new LinkedHashMap<String, String>();
        kinds.forEach(kind -> {
            Class<? extends ToolkitResource<?, ?>> type = kind.type();
            var output = new SingleOutput();
            new CRDGenerator()
                    .withParallelGenerationEnabled(false)
                    .withMinQuotes(false)
                    .customResourceClasses(List.of(type))
                    .withPostProcessor(new io.fabric8.crdv2.generator.CRDPostProcessor() {
                        @Override
                        public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
                            return OldVersionSchemas.addTo(
                                    refinement.refine((CustomResourceDefinition) crd, kind), type);
                        }
                    })
                    .withOutput(output)
                    .generate();
            files.put(fileName(type), HEADER + withoutFirstLine(output.text()));
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
