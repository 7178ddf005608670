import static org.codelibs.opensearch.runner.OpenSearchRunner.newConfigs;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One OpenSearch node of a cluster on this machine: FOLDER, its NUMBER from 1 on, how many NODES there are, the first HTTP PORT. */
public class Node {
    public static void main(String[] arguments) throws Exception {
        String folder = arguments[0];
        int number = Integer.parseInt(arguments[1]);
        int nodes = Integer.parseInt(arguments[2]);
        int port = Integer.parseInt(arguments[3]);
        List<String> hosts = IntStream.range(0, nodes).mapToObj(i -> "127.0.0.1:" + (port + 100 + i)).collect(Collectors.toList());
        List<String> names = IntStream.rangeClosed(1, nodes).mapToObj(i -> "n" + i).collect(Collectors.toList());
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((index, settings) -> {
            settings.put("node.name", "n" + number);
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", port + number - 1);
            settings.put("transport.port", port + 100 + number - 1);
            settings.putList("discovery.seed_hosts", hosts);
            settings.putList("cluster.initial_cluster_manager_nodes", names);
            // The disk of a workstation is often nearly full; a cluster for tests is small.
            settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
        });
        runner.build(newConfigs().clusterName("timtin-" + port).basePath(folder + "/" + number).numOfNode(1));
        System.out.println("READY");
        Thread.sleep(Long.MAX_VALUE);
    }
}
