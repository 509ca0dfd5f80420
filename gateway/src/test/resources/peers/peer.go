// The documents of PokéAPI with net/http, as somebody would write it without Pokébatch.
// Argument: the upstream's URL. Reads lines of "documents concurrency mask|shape", fetches the
// documents, and prints "done", the seconds, and the seconds of CPU; "rows" prints what it made.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"
)

type named struct {
	Name string `json:"name"`
}

type mask struct {
	ID    int    `json:"id"`
	Name  string `json:"name"`
	Types []struct {
		Type named `json:"type"`
	} `json:"types"`
	Stats []struct {
		BaseStat int   `json:"base_stat"`
		Stat     named `json:"stat"`
	} `json:"stats"`
}

type pokemon struct {
	mask
	Names []struct {
		Name     string `json:"name"`
		Language named  `json:"language"`
	} `json:"names"`
}

type columns struct {
	ID             int      `json:"id"`
	Name           string   `json:"name"`
	HP             int      `json:"hp"`
	Attack         int      `json:"attack"`
	Defense        int      `json:"defense"`
	SpecialAttack  int      `json:"special-attack"`
	SpecialDefense int      `json:"special-defense"`
	Speed          int      `json:"speed"`
	Types          []string `json:"types"`
	German         *string  `json:"german"`
}

func shape(document *pokemon) columns {
	row := columns{ID: document.ID, Name: document.Name, Types: []string{}}
	stats := map[string]*int{"hp": &row.HP, "attack": &row.Attack, "defense": &row.Defense,
		"special-attack": &row.SpecialAttack, "special-defense": &row.SpecialDefense, "speed": &row.Speed}
	for _, entry := range document.Stats {
		if column := stats[entry.Stat.Name]; column != nil {
			*column = entry.BaseStat
		}
	}
	for _, entry := range document.Types {
		row.Types = append(row.Types, entry.Type.Name)
	}
	for i, entry := range document.Names {
		if entry.Language.Name == "de" {
			row.German = &document.Names[i].Name
			break
		}
	}
	return row
}

func get(client *http.Client, url string, form string) ([]byte, error) {
	response, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, response.Status)
	}
	if form == "mask" {
		var document mask
		if err := json.NewDecoder(response.Body).Decode(&document); err != nil {
			return nil, err
		}
		return json.Marshal(document)
	}
	var document pokemon
	if err := json.NewDecoder(response.Body).Decode(&document); err != nil {
		return nil, err
	}
	return json.Marshal(shape(&document))
}

func fetchAll(client *http.Client, upstream string, documents, concurrency int, form string) []string {
	rows := make([]string, documents)
	ids := make(chan int)
	var workers sync.WaitGroup
	for i := 0; i < concurrency; i++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for id := range ids {
				row, err := get(client, fmt.Sprintf("%s/pokemon/%d/", upstream, id), form)
				if err != nil {
					log.Fatal(err)
				}
				rows[id-1] = string(row)
			}
		}()
	}
	for id := 1; id <= documents; id++ {
		ids <- id
	}
	close(ids)
	workers.Wait()
	return rows
}

func cpuSeconds() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		log.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds()
}

func main() {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 256}}
	var rows []string
	for input := bufio.NewScanner(os.Stdin); input.Scan(); {
		if input.Text() == "rows" {
			fmt.Println("[" + strings.Join(rows, ",") + "]")
			continue
		}
		var documents, concurrency int
		var form string
		if _, err := fmt.Sscan(input.Text(), &documents, &concurrency, &form); err != nil {
			log.Fatal(err)
		}
		begun, before := time.Now(), cpuSeconds()
		rows = fetchAll(client, os.Args[1], documents, concurrency, form)
		fmt.Println("done", time.Since(begun).Seconds(), cpuSeconds()-before)
	}
}
