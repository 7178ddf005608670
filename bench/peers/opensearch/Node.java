import static org.codelibs.opensearch.runner.OpenSearchRunner.newConfigs;

import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One OpenSearch node on loopback: Node FOLDER HTTP_PORT. It answers when it is ready; stops when its input closes. */
public class Node {
    public static void main(String[] args) throws Exception {
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((number, settings) -> {
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", args[1]);
            settings.put("discovery.type", "single-node");
        });
        runner.build(newConfigs().clusterName("bench").basePath(args[0]).numOfNode(1));
        while (System.in.read() >= 0) {
        }
        System.exit(0);
    }
}
