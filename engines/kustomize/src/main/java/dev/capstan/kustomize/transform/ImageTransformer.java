package dev.capstan.kustomize.transform;

import dev.capstan.kustomize.config.FieldSpec;
import dev.capstan.kustomize.config.FieldSpecs;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.ImageEntry;
import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.NodeKind;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceList;
import dev.capstan.kustomize.select.LinearPattern;
import java.util.Optional;

/** Changes name, tag or digest of container images. */
public final class ImageTransformer implements Transformer {
    private static final String TAG_AND_DIGEST =
            "(:[a-zA-Z0-9_.{}-]*)?(@[a-zA-Z0-9]+([.+_-][a-zA-Z0-9]+)*:[a-zA-Z0-9_.{}-]*)?$";

    private final ImageEntry entry;
    private final FieldSpecs fields;
    private final Optional<LinearPattern> pattern;

    /** A transformer for one image, whose name is a pattern (one that is not valid matches nothing); besides the fields, every {@code containers} and {@code initContainers} is searched. */
    public ImageTransformer(ImageEntry entry, FieldSpecs fields) {
        this.entry = entry;
        this.fields = fields;
        this.pattern = LinearPattern.compileIfValid("^" + entry.name() + TAG_AND_DIGEST);
    }

    @Override
    public void transform(ResourceList resources) {
        for (Resource resource : resources.all()) {
            if (resource.kind().equals("CustomResourceDefinition")) {
                continue;
            }
            try {
                searchContainers(resource.root());
            } catch (BuildFault fault) {
                throw fault.with(problem -> problem.onObject(resource.words())
                        .at(resource.origin().file(), resource.origin().line(), 0));
            }
        }
        for (Resource resource : resources.all()) {
            if (!resource.kind().equals("CustomResourceDefinition")) {
                for (FieldSpec spec : fields.all()) {
                    FieldVisitor.ofExisting(spec, this::update).visit(resource);
                }
            }
        }
    }

    private void searchContainers(Node node) {
        for (int i = 0; i < node.size(); i++) {
            Node child = node.child(i);
            if (child.size() > 0) {
                searchContainers(child);
            }
            if (node.isMap() && child.isList() && isContainersField(node.key(i).text())) {
                for (Node container : child.children()) {
                    Node image = Fields.get(container, "image");
                    if (image != null) {
                        update(image);
                    }
                }
            }
        }
    }

    private static boolean isContainersField(String name) {
        return name.equals("containers") || name.equals("initContainers");
    }

    private void update(Node image) {
        Fields.require(image, NodeKind.SCALAR);
        if (pattern.isEmpty() || !pattern.get().matches(image.text())) {
            return;
        }
        Fields.setScalar(
                image, Node.plain(changed(ImageName.parse(image.text())).toString()));
    }

    private ImageName changed(ImageName old) {
        String name = entry.newName().isEmpty() ? old.name() : entry.newName();
        boolean hasTag = !entry.newTag().isEmpty();
        boolean hasDigest = !entry.digest().isEmpty();
        if (hasTag || hasDigest) {
            return new ImageName(name, entry.newTag(), entry.digest());
        }
        if (!entry.tagSuffix().isEmpty()) {
            return new ImageName(name, old.tag() + entry.tagSuffix(), "");
        }
        return new ImageName(name, old.tag(), old.digest());
    }
}
