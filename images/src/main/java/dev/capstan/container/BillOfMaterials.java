package dev.capstan.container;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.Metadata;

/**
 * What is in an image, as CycloneDX JSON: Debian packages, the Java runtime and every jar with the digest of its file. It is read off
 * the files that go into the image, so it cannot name what is not in it. The same content gives the same text.
 */
record BillOfMaterials(Release release, BaseImage base) {
    private static final Version FORMAT = Version.VERSION_16;

    /**
     * Writes the bill of an application's image.
     *
     * @throws ImageException when a jar is in the image that Quarkus does not list
     */
    String of(Application application, FastJar jar) {
        var components = new ArrayList<Component>();
        components.add(component(Component.Type.OPERATING_SYSTEM, "", "debian", debian(), "os:debian"));
        for (var debianPackage : base.packages()) {
            var component = component(
                    Component.Type.LIBRARY,
                    "",
                    debianPackage.name(),
                    debianPackage.version(),
                    "pkg:deb/debian/%s@%s?arch=%s&distro=debian-%s"
                            .formatted(
                                    debianPackage.name(),
                                    debianPackage.version().replace("+", "%2B").replace("~", "%7E"),
                                    debianPackage.architecture(),
                                    debian()));
            component.addHash(new Hash(Hash.Algorithm.SHA_256, debianPackage.sha256()));
            components.add(component);
        }
        components.add(component(
                Component.Type.PLATFORM,
                "",
                "java-runtime",
                base.javaVersion(),
                "pkg:generic/openjdk@" + base.javaVersion().replace("+", "%2B")));
        for (var artifact : PackagedArtifact.all(jar)) {
            var component = component(
                    artifact.isOurs() ? Component.Type.APPLICATION : Component.Type.LIBRARY,
                    artifact.group(),
                    artifact.name(),
                    artifact.version(),
                    artifact.purl());
            component.addHash(new Hash(Hash.Algorithm.SHA_256, AotTraining.digest(artifact.file())));
            components.add(component);
        }
        return text(application, components);
    }

    private String text(Application application, List<Component> components) {
        var image = component(
                Component.Type.CONTAINER,
                "capstan",
                application.module(),
                release.tag(),
                "image:" + application.module());
        image.setPurl((String) null);
        image.setDescription(application.description());
        var metadata = new Metadata();
        metadata.setTimestamp(Date.from(release.created()));
        metadata.setComponent(image);
        var bom = new Bom();
        bom.setMetadata(metadata);
        bom.setComponents(components);
        var content = new Dependency(image.getBomRef());
        components.forEach(component -> content.addDependency(new Dependency(component.getBomRef())));
        bom.addDependency(content);
        String names = image.getBomRef()
                + image.getVersion()
                + components.stream().map(BillOfMaterials::identity).toList();
        bom.setSerialNumber("urn:uuid:" + UUID.nameUUIDFromBytes(names.getBytes(StandardCharsets.UTF_8)));
        try {
            return BomGeneratorFactory.createJson(FORMAT, bom).toJsonString();
        } catch (GeneratorException e) {
            throw new ImageException("The bill of materials of " + application.module() + " cannot be written", e);
        }
    }

    private static String identity(Component component) {
        return component.getBomRef() + component.getHashes();
    }

    private static Component component(
            Component.Type type, String group, String name, String version, String reference) {
        var component = new Component();
        component.setType(type);
        if (!group.isEmpty()) {
            component.setGroup(group);
        }
        component.setName(name);
        component.setVersion(version);
        component.setBomRef(reference);
        if (reference.startsWith("pkg:")) {
            component.setPurl(reference);
        }
        return component;
    }

    /** The release of Debian, by which scanners choose what to compare with: the number before the dot of its base files. */
    private String debian() {
        return base.packages().stream()
                .filter(debianPackage -> debianPackage.name().equals("base-files"))
                .map(debianPackage -> debianPackage.version().split("\\.", 2)[0])
                .findFirst()
                .orElse("unknown");
    }
}
