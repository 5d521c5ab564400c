package dev.capstan.testkit.cluster;

import dev.capstan.devcluster.NodeKind;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a real cluster. Constructors, test methods and lifecycle methods may then take
 *
 * <ul>
 *   <li>{@link TestCluster}: the cluster with its client, NATS address and the means to kill its parts
 *   <li>{@link io.fabric8.kubernetes.client.KubernetesClient}: an administrator's client; do not close it
 *   <li>{@link TestNamespace}: a namespace of this test alone (per test method; not in constructors or static methods)
 * </ul>
 *
 * The cluster is chosen as {@link dev.capstan.devcluster.Clusters} says, started on first use and ended with the JVM.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ClusterExtension.class)
public @interface WithCluster {

    /**
     * Whether this class gets a devcluster of its own, which ends with the class. For tests that kill parts of it; all
     * others share the one of the JVM.
     */
    boolean dedicated() default false;

    /**
     * Whether Pods are played or run. {@link NodeKind#REAL} is always a devcluster, whatever the environment chooses; where no
     * real node can run, the class is skipped with the sentence that says what is missing.
     */
    NodeKind node() default NodeKind.SIMULATED;

    /** Whether the custom resource definitions of {@code k8s/crds} are installed and established first. */
    boolean crds() default true;
}
