package dev.capstan.cli.demo;

/** The manifests of the shop, as every sample repository has them. */
final class ShopManifests {

    /** The Service. */
    static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata:
              name: shop
            spec:
              selector:
                app: shop
              ports:
                - name: http
                  port: 80
                  targetPort: http
            """;

    /** What a step of the demos deletes. */
    static final String PREVIEW = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: preview
            data:
              feature: one-click-checkout
            """;

    private ShopManifests() {}

    /** The Deployment. */
    static String deployment(int replicas, String image) {
        return """
               apiVersion: apps/v1
               kind: Deployment
               metadata:
                 name: shop
               spec:
                 selector:
                   matchLabels:
                     app: shop
                 replicas: %d
                 template:
                   metadata:
                     labels:
                       app: shop
                   spec:
                     containers:
                       - name: shop
                         image: %s
                         ports:
                           - name: http
                             containerPort: 8080
               """.formatted(replicas, image);
    }

    /** A slip of the hand: one line of a Deployment lost a blank of its indentation. */
    static String withoutABlank(String deployment) {
        return deployment.replace("          image:", "         image:");
    }
}
