package dev.capstan.testkit.cluster;

import dev.capstan.devcluster.NodeKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Does what {@link WithCluster} says. */
final class ClusterExtension implements ParameterResolver, ExecutionCondition {

    private static final Namespace STORE = Namespace.create(ClusterExtension.class);
    private static final Set<Class<?>> TYPES = Set.of(TestCluster.class, KubernetesClient.class, TestNamespace.class);

    /** Real nodes need more than most machines give; what cannot run counts as not run. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<WithCluster> wish =
                context.getTestClass().flatMap(type -> AnnotationSupport.findAnnotation(type, WithCluster.class));
        if (wish.isEmpty() || wish.get().node() != NodeKind.REAL) {
            return ConditionEvaluationResult.enabled("needs no real node");
        }
        return context.getRoot()
                .getStore(STORE)
                .getOrComputeIfAbsent(RealNodeCheck.class, _ -> RealNodeCheck.ofThisMachine(), RealNodeCheck.class)
                .missing()
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("a real node can run here"));
    }

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
        TestCluster cluster = wish.dedicated()
                ? dedicatedTo(context.getRequiredTestClass(), wish.node(), context)
                : sharedByAll(wish.node(), context);
        if (wish.crds()) {
            cluster.installDefinitions();
        }
        return cluster;
    }

    private static TestCluster sharedByAll(NodeKind node, ExtensionContext context) {
        Store store = context.getRoot().getStore(STORE);
        return store.getOrComputeIfAbsent(
                node, _ -> node == NodeKind.REAL ? TestCluster.openRealNode() : TestCluster.open(), TestCluster.class);
    }

    private static TestCluster dedicatedTo(Class<?> testClass, NodeKind node, ExtensionContext context) {
        ExtensionContext ofClass = context;
        while (ofClass.getTestMethod().isPresent()) {
            ofClass = ofClass.getParent().orElseThrow();
        }
        return ofClass.getStore(STORE)
                .getOrComputeIfAbsent(testClass, _ -> TestCluster.openDedicated(node), TestCluster.class);
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

    /**
     * What this machine lacks for a real node.
     *
     * @param missing one sentence, where something is missing
     */
    private record RealNodeCheck(Optional<String> missing) {
        static RealNodeCheck ofThisMachine() {
            Optional<String> missing = TestCluster.missingForRealNode();
            missing.ifPresent(sentence -> System.out.println("Skipped: " + sentence));
            return new RealNodeCheck(missing);
        }
    }
}
