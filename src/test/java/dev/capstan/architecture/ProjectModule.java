package dev.capstan.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A module of this project as its pom describes it.
 *
 * @param folder from the root of the project, such as {@code engines/git}
 * @param artifact of the module
 * @param imports artifacts of this project that its main code may use
 */
record ProjectModule(Path root, String folder, String artifact, Set<String> imports) {

    /** What a module is, by the place where it lies. */
    enum Layer {
        ENGINE,
        SHARED_API,
        RUNTIME,
        /** What several controllers use: every module that is none of the others. */
        LIBRARY,
        CONTROLLER,
        /** The test cluster and what tests stand on. */
        TEST_SUPPORT,
        /** What packs, starts or measures the rest. */
        TOP
    }

    private static final Set<String> TOPS =
            Set.of("standalone", "cli", "distribution", "images", "containers", "bench", "src");

    Layer layer() {
        if (folder.startsWith("engines/")) {
            return Layer.ENGINE;
        }
        if (folder.endsWith("-controller") || folder.endsWith("-reflector")) {
            return Layer.CONTROLLER;
        }
        return switch (folder) {
            case "shared-api" -> Layer.SHARED_API;
            case "runtime" -> Layer.RUNTIME;
            case "testkit", "devcluster", "k3s" -> Layer.TEST_SUPPORT;
            default -> TOPS.contains(folder) ? Layer.TOP : Layer.LIBRARY;
        };
    }

    /** Where the compiler put its main code. */
    Path classes() {
        return root.resolve(folder).resolve("target/classes");
    }

    /** All modules of the root pom that have main code, by artifact. */
    static Map<String, ProjectModule> all(Path root) {
        var modules = new TreeMap<String, ProjectModule>();
        var project = read(root.resolve("pom.xml"));
        for (var folder : children(child(project, "modules"), "module")) {
            var module = of(root, folder.getTextContent().strip());
            if (Files.isDirectory(root.resolve(module.folder()).resolve("src/main/java"))) {
                modules.put(module.artifact(), module);
            }
        }
        return modules;
    }

    private static ProjectModule of(Path root, String folder) {
        var project = read(root.resolve(folder).resolve("pom.xml"));
        var imports = new TreeSet<String>();
        for (var dependency : children(child(project, "dependencies"), "dependency")) {
            if (text(dependency, "groupId").equals("dev.capstan")
                    && !text(dependency, "scope").equals("test")) {
                imports.add(text(dependency, "artifactId"));
            }
        }
        return new ProjectModule(root, folder, text(project, "artifactId"), imports);
    }

    private static Element read(Path pom) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("cannot read " + pom, e);
        }
    }

    private static Element child(Element parent, String name) {
        var found = children(parent, name);
        return found.isEmpty() ? parent.getOwnerDocument().createElement(name) : found.getFirst();
    }

    private static String text(Element parent, String name) {
        return child(parent, name).getTextContent().strip();
    }

    private static List<Element> children(Element parent, String name) {
        var found = new ArrayList<Element>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
