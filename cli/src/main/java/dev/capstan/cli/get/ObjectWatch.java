package dev.capstan.cli.get;

import dev.capstan.api.kind.ToolkitKind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints a line whenever what the reader sees of an object changes. A watch that ends, because the API server was restarted say, is
 * begun again, and what happened meanwhile is printed then.
 */
final class ObjectWatch implements AutoCloseable {

    private final ObjectPrinter printer;
    private final Map<String, String> shown = new HashMap<>();
    private final List<SharedIndexInformer<GenericKubernetesResource>> informers = new ArrayList<>();

    private ObjectWatch(ObjectPrinter printer) {
        this.printer = printer;
    }

    /**
     * Begins to watch.
     *
     * @param found what was printed already
     */
    static ObjectWatch over(
            ObjectLister objects, Map<ToolkitKind, List<GenericKubernetesResource>> found, ObjectPrinter printer) {
        ObjectWatch watch = new ObjectWatch(printer);
        found.values().stream()
                .flatMap(List::stream)
                .forEach(object -> watch.shown.put(keyOf(object), printer.change(object)));
        found.keySet().forEach(kind -> watch.begin(objects, kind));
        return watch;
    }

    private void begin(ObjectLister objects, ToolkitKind kind) {
        SharedIndexInformer<GenericKubernetesResource> informer = objects.informer(kind);
        informers.add(informer);
        informer.exceptionHandler((_, _) -> true); // goes on whatever happens: the list before has shown that it may
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(GenericKubernetesResource added) {
                onChange(objects, added);
            }

            @Override
            public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource now) {
                onChange(objects, now);
            }

            @Override
            public void onDelete(GenericKubernetesResource deleted, boolean isStateUnknown) {
                onEnd(objects, deleted);
            }
        });
        informer.start();
    }

    private synchronized void onChange(ObjectLister objects, GenericKubernetesResource object) {
        String text = printer.change(object);
        if (objects.isAskedFor(object) && !text.equals(shown.put(keyOf(object), text))) {
            printer.printChange(object, false);
        }
    }

    private synchronized void onEnd(ObjectLister objects, GenericKubernetesResource object) {
        shown.remove(keyOf(object));
        if (objects.isAskedFor(object)) {
            printer.printChange(object, true);
        }
    }

    private static String keyOf(GenericKubernetesResource object) {
        return object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName();
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }
}
