package dev.capstan.apply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectIdTest {

    @ParameterizedTest
    @CsvSource({
        "_flux-system__Namespace, '', Namespace, '', flux-system",
        "default_podinfo__Service, '', Service, default, podinfo",
        "apps_web_apps_Deployment, apps, Deployment, apps, web",
        "_system__node_rbac.authorization.k8s.io_ClusterRole, rbac.authorization.k8s.io, ClusterRole, '', system:node",
        "ns_a__b__c_rbac.authorization.k8s.io_Role, rbac.authorization.k8s.io, Role, ns, a:b:c",
    })
    void isReadAndWrittenAsTheInventoryHoldsIt(
            String inventoryId, String group, String kind, String namespace, String name) {
        ObjectId id = new ObjectId(group, kind, namespace, name);

        assertThat(id.inventoryId()).isEqualTo(inventoryId);
        assertThat(ObjectId.parse(inventoryId)).contains(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_", "__", "___", "a_b", "a_b_c", "no-underscores", "ns___Kind", "ns_name_group_"})
    void isNotReadFromWhatNamesNoObject(String text) {
        assertThat(ObjectId.parse(text)).isEmpty();
    }

    @Test
    void isShownWithItsNamespaceWhenItHasOne() {
        assertThat(new ObjectId("apps", "Deployment", "shop", "web").display()).isEqualTo("Deployment/shop/web");
        assertThat(new ObjectId("", "Namespace", "", "shop").display()).isEqualTo("Namespace/shop");
    }
}
