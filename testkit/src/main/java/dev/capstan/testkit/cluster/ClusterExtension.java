package dev.capstan.testkit.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Does what {@link WithCluster} says. */
final class ClusterExtension implements ParameterResolver {

    private static final Namespace STORE = Namespace.create(ClusterExtension.class);
    private static final Set<Class<?>> TYPES = Set.of(TestCluster.class, KubernetesClient.class, TestNamespace.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestCluster cluster = clusterOf(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == KubernetesClient.class) {
            return cluster.client();
        }
        return type == TestNamespace.class ? namespaceOf(context, cluster) : cluster;
    }

    private static TestCluster clusterOf(ExtensionContext context) {
        WithCluster wish = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), WithCluster.class)
                .orElseThrow();
        TestCluster cluster =
                wish.dedicated() ? dedicatedTo(context.getRequiredTestClass(), context) : sharedByAll(context);
        if (wish.crds()) {
            cluster.installDefinitions();
        }
        return cluster;
    }

    private static TestCluster sharedByAll(ExtensionContext context) {
        Store store = context.getRoot().getStore(STORE);
        return store.getOrComputeIfAbsent(TestCluster.class, _ -> TestCluster.open(), TestCluster.class);
    }

    private static TestCluster dedicatedTo(Class<?> testClass, ExtensionContext context) {
        ExtensionContext ofClass = context;
        while (ofClass.getTestMethod().isPresent()) {
            ofClass = ofClass.getParent().orElseThrow();
        }
        return ofClass.getStore(STORE)
                .getOrComputeIfAbsent(testClass, _ -> TestCluster.openDedicated(), TestCluster.class);
    }

    private static TestNamespace namespaceOf(ExtensionContext context, TestCluster cluster) {
        String purpose = context.getTestMethod()
                .orElseThrow(() -> new IllegalStateException("a TestNamespace belongs to a test method: take it there"))
                .getName();
        return context.getStore(STORE)
                .getOrComputeIfAbsent(
                        TestNamespace.class,
                        _ -> new NamespaceOfTest(cluster, cluster.createNamespace(purpose)),
                        NamespaceOfTest.class)
                .namespace();
    }

    /** Deletes the namespace when its test's store closes. */
    private record NamespaceOfTest(TestCluster cluster, TestNamespace namespace) implements AutoCloseable {
        @Override
        public void close() {
            cluster.delete(namespace);
        }
    }
}
